"""Runs what an example tells its service to run, as that service would, in an example fleet's folder.

    fleet.sh python3 as_told.py github|gitlab|kubernetes|systemd FOLDER-OF-THE-EXAMPLE

Prints a line for each command, with its exit status, and exits with what the service would make of
them all.
"""

import os
import pathlib
import re
import shlex
import shutil
import stat
import subprocess
import sys

import yaml

ACTIONS_SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]


def run(name, command, **variables):
    status = subprocess.run(command, env={**os.environ, **variables}).returncode
    print(f"{name}: {status}", flush=True)
    return status


def check_out():
    """Makes a repository of the fleet's files, but for the private keys, and goes there."""
    keys = pathlib.Path("keys").resolve()
    pathlib.Path("repository/access/keys").mkdir(parents=True)
    for name in ["plan.yml", "inventory.ini", "known_hosts"]:
        shutil.copy(name, "repository/access")
    for public in keys.glob("*.pub"):
        shutil.copy(public, "repository/access/keys")
    os.chdir("repository")
    return {"ALICE_KEY": keys / "alice", "DEPLOY_KEY": keys / "deploy"}


def show_keys():
    for key in ["alice", "deploy"]:
        path = pathlib.Path("access/keys", key)
        if path.exists():
            same = path.read_bytes().strip() == pathlib.Path("../keys", key).read_bytes().strip()
            print(f"{key}: {stat.S_IMODE(path.stat().st_mode):o} {'same' if same else 'DIFFERENT'}")


def github(folder):
    secrets = check_out()
    failed = False
    for step in yaml.safe_load((folder / "access.yml").read_text())["jobs"]["access"]["steps"]:
        if "run" not in step or (failed and step.get("if") != "always()"):
            continue
        variables = {
            name: secrets[re.fullmatch(r"\$\{\{ secrets\.(\w+) \}\}", value)[1]].read_text().strip()
            for name, value in step.get("env", {}).items()
        }
        variables["GITHUB_STEP_SUMMARY"] = "summary.md"
        failed |= run(step["name"], [*ACTIONS_SHELL, step["run"]], **variables) != 0
        show_keys()
    print(pathlib.Path("summary.md").read_text())
    print(pathlib.Path("access.xml").read_text())
    return int(failed)


def gitlab(folder):
    secrets = {name: str(path) for name, path in check_out().items()}
    job = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())["access"]
    script = "\n".join(["set -eo pipefail", *job["script"]])
    status = run("script", ["bash", "-c", script], **secrets)
    show_keys()
    run("after_script", ["bash", "-c", "\n".join(job["after_script"])])
    show_keys()
    print(pathlib.Path("access.xml").read_text())
    return status


def here(command):
    """The containers' folders are this one's."""
    for mount in ["/plan/", "/results/"]:
        command = command.replace(mount, f"{os.getcwd()}{mount}")
    return command


def kubernetes(folder):
    for name in ["plan", "results"]:
        os.mkdir(name)
    for name in ["plan.yml", "inventory.ini", "known_hosts", "keys"]:
        os.symlink(f"../{name}", f"plan/{name}")
    jobs = {
        one["metadata"]["name"]: one["spec"]
        for file in ["job.yml", "report.yml"]
        for one in yaml.safe_load_all((folder / file).read_text())
        if one["kind"] == "Job"
    }
    containers = {
        name: job["template"]["spec"]["containers"][0]["command"] for name, job in jobs.items()
    }
    for index in range(jobs["latchkey-check"]["completions"]):
        command = [here(word) for word in containers["latchkey-check"]]
        run(f"shard {index}", command, JOB_COMPLETION_INDEX=str(index))
        lines = pathlib.Path(f"results/shard-{index}.jsonl").read_text().count("\n")
        print(f"shard {index}: {lines} records", flush=True)
    return run("report", [here(word) for word in containers["latchkey-report"]])


def systemd(folder):
    text = (folder / "latchkey-check.service").read_text().replace("\\\n", "")
    command = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)[1]
    for there, there_here in [
        ("/usr/local/bin/", ""),
        ("/etc/latchkey/", f"{os.getcwd()}/"),
        ("/var/lib/node_exporter/latchkey/", f"{os.getcwd()}/"),
    ]:
        command = command.replace(there, there_here)
    for attempt in ["first", "second"]:
        status = run(attempt, shlex.split(command))
    print(f"mode: {stat.S_IMODE(os.stat('latchkey.prom').st_mode):o}")
    print(pathlib.Path("latchkey.prom").read_text())
    allowed = re.search(r"^SuccessExitStatus=(.*)$", text, re.MULTILINE)[1].split()
    return 0 if status == 0 or str(status) in allowed else status


sys.exit(globals()[sys.argv[1]](pathlib.Path(sys.argv[2])))
