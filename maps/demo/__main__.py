"""``python -m maps.demo``: write the demo hospital's IMDF folder anew."""

from maps.demo import HOSPITAL_FOLDER
from maps.demo.folder import write_folder
from maps.demo.hospital import build_hospital

if __name__ == "__main__":
    write_folder(build_hospital(), HOSPITAL_FOLDER)
