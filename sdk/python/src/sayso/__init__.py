"""Pause an agent until a person decides: the Python SDK of Sayso."""

from .agent import Agent
from .approval import Approval, ApprovalAction, ApprovalStatus, Decision, Reviewer
from .approval_event import ApprovalEventType, EventResume, WebhookEvent, parse_event
from .approval_list import ApprovalPage, ApprovalSummary
from .approval_request import Action, ApprovalPolicy, RequestContent, ResumeTarget
from .approval_result import ApprovalResult, parse_approval_result
from .async_client import AsyncClient, ExecutionStatus, SaysoWarning
from .canonical_form import canonical_json, digest
from .client import Client
from .iam_signer import AwsCredentials, IamAuth
from .reasoner import Reasoner
from .sayso_error import FieldProblem, SaysoError, SaysoErrorCode, ServerErrorCode, WaitTimeout
from .webhook import verify_callback, verify_event, verify_webhook

__all__ = [
    "Action",
    "Agent",
    "Approval",
    "ApprovalAction",
    "ApprovalEventType",
    "ApprovalPage",
    "ApprovalPolicy",
    "ApprovalResult",
    "ApprovalStatus",
    "ApprovalSummary",
    "AsyncClient",
    "AwsCredentials",
    "Client",
    "Decision",
    "EventResume",
    "ExecutionStatus",
    "FieldProblem",
    "IamAuth",
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
    "canonical_json",
    "digest",
    "parse_approval_result",
    "parse_event",
    "verify_callback",
    "verify_event",
    "verify_webhook",
]
