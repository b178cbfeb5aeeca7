"""Personal data is masked before anything keeps it."""

import pytest

from bot.answer.personal import mask_personal_data


@pytest.mark.parametrize(
    "secret",
    [
        "13812345678", "+86 138 1234 5678", "021-12345678", "wang.lei@example.com",
        "310101199001011234", "31010119900101123X", "+44 20 7946 0958", "E12345678",
        "6222 0212 3456 7890 123",
    ],
)  # fmt: skip
def test_personal_data_is_masked(secret: str) -> None:
    masked = mask_personal_data(f"请打 {secret} 联系我, thanks")
    assert secret not in masked
    assert masked.startswith("请打 …")


@pytest.mark.parametrize(
    "text",
    ["8,000,000 yuan", "800万元", "2018年2月1日", "Items 10 to 12", "20180201",
     "1000 1000 800 600万", "12000000, 12000000, 9000000"],
)  # fmt: skip
def test_amounts_and_dates_are_not(text: str) -> None:
    assert mask_personal_data(text) == text
