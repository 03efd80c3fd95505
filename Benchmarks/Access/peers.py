"""Checks with Python's SSH clients: does a key get in? One process, COUNT connections, CONCURRENCY at
once, authentication only where the client can stop there.

    peers.py asyncssh|paramiko|parallel-ssh HOST PORT USER KEY COUNT CONCURRENCY

Exits 0 if every check got in.
"""

import sys


def with_asyncssh(host, port, user, key, count, concurrency):
    import asyncio

    import asyncssh

    async def one(gate, key):
        async with gate:
            connection = await asyncssh.connect(
                host, port, username=user, client_keys=[key], known_hosts=None, config=None,
                agent_path=None)
            connection.close()
            await connection.wait_closed()

    async def everything():
        gate = asyncio.Semaphore(concurrency)
        read = asyncssh.read_private_key(key)
        await asyncio.gather(*(one(gate, read) for _ in range(count)))

    asyncio.run(everything())


def with_paramiko(host, port, user, key, count, concurrency):
    import socket
    from concurrent.futures import ThreadPoolExecutor

    import paramiko

    read = paramiko.Ed25519Key.from_private_key_file(key)

    def one(_):
        transport = paramiko.Transport(socket.create_connection((host, port)))
        transport.connect(username=user, pkey=read)
        transport.close()

    with ThreadPoolExecutor(concurrency) as pool:
        list(pool.map(one, range(count)))


def with_parallel_ssh(host, port, user, key, count, concurrency):
    from pssh.clients import ParallelSSHClient

    # It has no log-in without a command; `true` is the least.
    client = ParallelSSHClient(
        [host] * count, user=user, port=port, pkey=key, pool_size=concurrency, num_retries=1,
        allow_agent=False)
    output = client.run_command("true")
    client.join(output)
    assert all(one.exit_code == 0 for one in output)


def main():
    name, host, port, user, key, count, concurrency = sys.argv[1:]
    run = {
        "asyncssh": with_asyncssh, "paramiko": with_paramiko, "parallel-ssh": with_parallel_ssh,
    }[name]
    run(host, int(port), user, key, int(count), int(concurrency))


main()
