"""``python -m maps.demo``: write the demo hospital's IMDF folder anew."""

from maps.demo import HOSPITAL_FOLDER
from maps.demo.hospital import build_hospital
from maps.writers import imdf

if __name__ == "__main__":
    imdf.write(build_hospital(), HOSPITAL_FOLDER)
