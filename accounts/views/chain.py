"""The checkpoints of the chain of decisions, for everybody (V64)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.chain import proofs
from accounts.models import Checkpoint

AT_ONCE = 1000


@login_not_required
@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Publish checkpoints in their order, a thousand at a time: those after the number that `after` names."""
    try:
        after = int(request.GET.get("after", "0"))
    except ValueError:
        return JsonResponse({"error": "after names the number of a checkpoint"}, status=400)
    found = [proofs.published(one) for one in Checkpoint.objects.filter(number__gt=after).order_by("number")[:AT_ONCE]]
    answer: dict[str, object] = {"checkpoints": found}
    if len(found) == AT_ONCE:
        answer["next"] = f"{request.path}?after={found[-1]['number']}"
    return JsonResponse(answer)
