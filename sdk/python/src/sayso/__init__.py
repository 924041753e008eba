"""Pause an agent until a person decides: the Python SDK of Sayso."""

from .agent import Agent
from .approval import Approval, ApprovalAction, ApprovalStatus, Decision, Reviewer
from .approval_request import Action, ApprovalPolicy, RequestContent, ResumeTarget
from .approval_result import ApprovalResult
from .async_client import AsyncClient, ExecutionStatus, SaysoWarning
from .client import Client
from .reasoner import Reasoner
from .sayso_error import FieldProblem, SaysoError, SaysoErrorCode, ServerErrorCode, WaitTimeout
from .webhook import WebhookEvent, verify_callback, verify_event, verify_webhook

__all__ = [
    "Action",
    "Agent",
    "Approval",
    "ApprovalAction",
    "ApprovalPolicy",
    "ApprovalResult",
    "ApprovalStatus",
    "AsyncClient",
    "Client",
    "Decision",
    "ExecutionStatus",
    "FieldProblem",
    "Reasoner",
    "RequestContent",
    "ResumeTarget",
    "Reviewer",
    "SaysoError",
    "SaysoErrorCode",
    "SaysoWarning",
    "ServerErrorCode",
    "WaitTimeout",
    "WebhookEvent",
    "verify_callback",
    "verify_event",
    "verify_webhook",
]
