"""`python -m bot.text.training.speed`: how long reading takes, and what it costs to load, in this process alone."""

import resource
import sys
import time

_ROUNDS = 3


def main() -> None:
    """Load, read every training message a few times, print CPU time, speed and memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    from bot.text.model import model

    model()
    learnt = time.process_time() - started
    from bot.text.reader import understand
    from bot.text.scoring import SCORED_AT
    from bot.text.training.examples import examples
    from bot.text.wordlists import LANGUAGES, lexicon

    understand("wie kan mij morgen helpen", SCORED_AT)
    loaded = time.process_time() - started
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    ready = all(lexicon(language).ready for language in LANGUAGES)
    messages = [example.text for example in examples()]
    started = time.process_time()
    for _ in range(_ROUNDS):
        for message in messages:
            understand(message, SCORED_AT)
    spent = time.process_time() - started
    sys.stdout.write(
        f"imports and model {learnt:.3f} s, with {'compiled' if ready else 'uncompiled'} lexicons {loaded:.3f} s, "
        f"{grown / 1024:.0f} MB; "
        f"{_ROUNDS * len(messages) / spent:.0f} messages a second\n"
    )


if __name__ == "__main__":
    main()
