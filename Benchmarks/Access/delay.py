"""A proxy on loopback that hands everything on so many milliseconds later: a distant host.

    delay.py LISTEN-PORT TARGET-PORT ROUND-TRIP-MS

Half of the round trip each way, from the first byte on; TCP's own handshake is not delayed.
"""

import asyncio
import sys


async def pass_on(reader, writer, delay):
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()

    async def read():
        try:
            while data := await reader.read(65536):
                queue.put_nowait((loop.time() + delay, data))
        except OSError:
            pass
        queue.put_nowait((loop.time() + delay, b""))

    task = asyncio.create_task(read())
    try:
        while True:
            due, data = await queue.get()
            await asyncio.sleep(max(0, due - loop.time()))
            if not data:
                break
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        task.cancel()
        writer.close()


async def main(port, target, delay):
    # The event loop holds tasks weakly.
    tasks = set()

    async def connect(reader, writer):
        there = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(
            pass_on(reader, there[1], delay), pass_on(there[0], writer, delay),
            return_exceptions=True)

    def accept(reader, writer):
        task = asyncio.create_task(connect(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 2000))
