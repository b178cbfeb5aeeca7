"""Chinese characters, told from everything else."""

import re

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
