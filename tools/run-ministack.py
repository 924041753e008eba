"""MiniStack as the tests need it: with the time-out of a waiting state, and never without whoever started it."""

import os
import signal
import sys
import threading

from ministack.services import stepfunctions

execute_task = stepfunctions._execute_task


def execute_task_with_timeout(state, raw_input, execution, context):
    """MiniStack 1.5.33 knows TimeoutSeconds but ignores TimeoutSecondsPath."""
    path = state.get("TimeoutSecondsPath")
    if path is not None:
        seconds = stepfunctions._resolve_path_or_ctx(path, raw_input, context)
        state = {**state, "TimeoutSeconds": int(seconds)}
    return execute_task(state, raw_input, execution, context)


def end_with_parent():
    """Standard input closes when the starting process is gone; the functions' processes are of this one's group."""
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


stepfunctions._execute_task = execute_task_with_timeout
if os.getpgrp() == os.getpid():
    threading.Thread(target=end_with_parent, daemon=True).start()

from ministack.app import main  # noqa: E402

main()
