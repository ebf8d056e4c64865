"""`python -m stubmeister`."""

from stubmeister.cli import main

if __name__ == "__main__":
    main()
