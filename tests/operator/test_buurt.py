"""The buurt as a whole on the command line: settings, a file of many, the log, and a removal's second yes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.clock import system_clock
from bot.domain.handover import HandoverKind
from bot.domain.ids import AccountId
from bot.domain.model import ResidentState, Role
from storage import buurten, handovers, residents
from storage.database import Database, Transaction

from .conftest import ADD, Run

HEAD = "name;gemeente;cbs_code;postcodes;neighbours\n"
LINDEN = "De Linden;Haarlem;BU03920101;2021 2022;Het Slachthuis\n"
SLACHTHUIS = "Het Slachthuis;Haarlem;BU03920102;2033;De Linden\n"
Result = TypeVar("Result")


def in_database(folder: Path, what: Callable[[Transaction], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        database = await Database.open(folder / "buurt.db")
        try:
            async with database.unit() as tx:
                return await what(tx)
        finally:
            await database.close()

    return asyncio.run(run())


async def dump(tx: Transaction) -> list[str]:
    """Everything that is set of every buurt, and what the running bot must do about it."""
    rows = await tx.all(
        "SELECT b.name || '/' || b.gemeente || '/' || coalesce(b.cbs_code, '') || '/'"
        " || coalesce((SELECT group_concat(postcode, ' ') FROM buurt_postcode WHERE buurt_id = b.id), '') || '/'"
        " || coalesce((SELECT group_concat(n.name, ' ') FROM buurt_neighbour e JOIN buurt n"
        " ON n.id = e.neighbour_id WHERE e.buurt_id = b.id), '') AS row FROM buurt b ORDER BY b.id"
    )
    return [row["row"] for row in rows]


def bring(run: Run, folder: Path, text: str, *options: str) -> tuple[int, str]:
    (folder / "buurten.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    done = run("buurt", "import", "buurten.csv", *options)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_file_makes_buurten_a_second_time_changes_nothing_and_an_edited_one_brings_them_up_to_date(
    run: Run, tmp_path: Path
) -> None:
    assert bring(run, tmp_path, HEAD + LINDEN + SLACHTHUIS, "--dry-run")[1].endswith("nothing was written\n")
    assert in_database(tmp_path, dump) == []
    code, said = bring(run, tmp_path, HEAD + LINDEN + SLACHTHUIS)
    assert (code, "2 added" in said) == (0, True)
    made = in_database(tmp_path, dump)
    assert made == [
        "De Linden/Haarlem/BU03920101/2021 2022/Het Slachthuis",
        "Het Slachthuis/Haarlem/BU03920102/2033/De Linden",
    ]
    assert "0 added, 0 changed, 2 the same" in bring(run, tmp_path, HEAD + LINDEN + SLACHTHUIS)[1]
    assert in_database(tmp_path, dump) == made
    code, said = bring(
        run, tmp_path, HEAD + LINDEN.replace("De Linden", "Linden").replace(" 2022;Het Slachthuis", ";")
    )
    assert (code, "Linden: changed" in said) == (0, True)
    assert in_database(tmp_path, dump) == [
        "Linden/Haarlem/BU03920101/2021/",
        "Het Slachthuis/Haarlem/BU03920102/2033/",
    ]


def test_names_may_go_round(run: Run, tmp_path: Path) -> None:
    bring(run, tmp_path, HEAD + LINDEN + SLACHTHUIS)
    swapped = HEAD + "Het Slachthuis;Haarlem;BU03920101;2021;\nDe Linden;Haarlem;BU03920102;2033;\n"
    assert bring(run, tmp_path, swapped)[0] == 0
    assert [each.partition("/")[0] for each in in_database(tmp_path, dump)] == ["Het Slachthuis", "De Linden"]


def test_with_one_mistake_anywhere_nothing_is_written_and_every_mistake_is_told(
    run: Run, tmp_path: Path
) -> None:
    run(*ADD)
    before = in_database(tmp_path, dump)
    wrong = HEAD + LINDEN + "Noord;Haarlem;BU1;20211;Nergens\n" + "Zuid;Haarlem;;2050;Nergens\n"
    code, said = bring(run, tmp_path, wrong)
    assert code == 1
    told = said.splitlines()
    assert [each.partition(": ")[2].partition(":")[0] for each in told] == [
        *("line 2", "line 3", "line 3", "line 4"),
        "nothing was written",
    ]
    assert "there is no buurt 'Nergens'" in told[3]
    assert in_database(tmp_path, dump) == before
    assert run("buurt", "import", "nowhere.csv").returncode == 1


def test_a_code_or_name_of_another_buurt_is_a_mistake(run: Run, tmp_path: Path) -> None:
    bring(run, tmp_path, HEAD + LINDEN + SLACHTHUIS)
    before = in_database(tmp_path, dump)
    code, said = bring(run, tmp_path, HEAD + "De Linden;Haarlem;BU03920102;2021;\n")
    assert (code, "line 2: there is another buurt 'De Linden'" in said) == (1, True)
    code, said = bring(run, tmp_path, HEAD + "De Linden;Haarlem;BU99999999;2021;\n")
    assert (code, "has the code BU03920101 already" in said) == (1, True)
    assert in_database(tmp_path, dump) == before


def test_what_is_set_of_a_buurt_is_changed_and_the_rest_stays(run: Run, tmp_path: Path) -> None:
    bring(run, tmp_path, HEAD + LINDEN + SLACHTHUIS)
    done = run(*("buurt", "set", "De Linden", "--postcode", "2024", "--no-neighbour", "Het Slachthuis"))
    assert done.stdout == "De Linden is changed.\n"
    assert in_database(tmp_path, dump)[0] == "De Linden/Haarlem/BU03920101/2024/"
    assert run("buurt", "set", "De Linden", "--postcode", "2024").stdout == "De Linden is as it was.\n"
    run(
        *(
            "buurt",
            "set",
            "De Linden",
            "--rename",
            "Linden",
            "--neighbour",
            "Het Slachthuis",
            "--admission",
            "open",
        )
    )
    assert in_database(tmp_path, dump)[0] == "Linden/Haarlem/BU03920101/2024/Het Slachthuis"
    assert "open" in run("buurt", "list").stdout
    for wrong in (
        ("--postcode", "12"),
        ("--admission", "closed"),
        ("--cbs-code", "BU1"),
        ("--cbs-code", "BU03920102"),
        ("--rename", "Het Slachthuis"),
        ("--neighbour", "Linden"),
    ):
        done = run("buurt", "set", "Linden", *wrong)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), wrong


async def _two_coordinators(tx: Transaction) -> int:
    (buurt,) = await buurten.every(tx)
    people = []
    for account, name in ((8, "Carla"), (9, "Samir")):
        someone = await residents.add(tx, AccountId(account), "nl", system_clock())
        await residents.set_name(tx, someone.id, name)
        await residents.set_buurt(tx, someone.id, buurt.id)
        await residents.set_state(tx, someone.id, ResidentState.MEMBER)
        await residents.give_role(tx, someone.id, buurt.id, Role.COORDINATOR)
        people.append(someone.id)
    return await handovers.propose(tx, HandoverKind.REMOVAL, buurt.id, people[1], people[0], system_clock())


def test_the_operator_is_the_second_person_where_there_is_no_third_coordinator(
    run: Run, tmp_path: Path
) -> None:
    run(*ADD)
    number = in_database(tmp_path, _two_coordinators)
    waits = run("buurt", "removals").stdout
    assert "Samir" in waits
    assert "Carla" in waits
    assert run("buurt", "agree", str(number)).returncode == 0
    assert "Samir" not in run("role", "list").stdout
    again = run("buurt", "agree", str(number))
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    said = run("buurt", "audit", "Bloemenbuurt").stdout
    assert "agreed to taking a coordinator's role (member 2)" in said
    assert run("buurt", "audit", "Nergens").returncode == 1
