"""Compiles what the server compiles, once, so that tests side by side find it compiled: `python -m tests.kernels`."""

from tempfile import TemporaryDirectory

from commands.kernels import choose_kernel_cache


def main() -> None:
    choose_kernel_cache()
    # Loaded only now: a kernel looks for the folder of the compiled ones when its module is loaded.
    from api.settings import Settings
    from api.warming import warm
    from api.wiring import wire
    from maps.disassemble import disassemble
    from tests.scenes import small_hospital

    with TemporaryDirectory() as folder:
        services = wire(Settings(database_url=f"sqlite:///{folder}/beeline.sqlite"))
        venue = small_hospital()
        services.store.save_draft(disassemble(venue), ())
        services.store.publish(venue.id)
        warm(services)
        services.close()


if __name__ == "__main__":
    main()
