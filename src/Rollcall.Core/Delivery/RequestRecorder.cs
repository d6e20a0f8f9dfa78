using System.Text;
using Rollcall.Core.Delivery.Answers;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery;

/// <summary>Tells a log of requests, where there is one.</summary>
internal sealed class RequestRecorder(IRequestLog? log, SecretMask mask)
{
    /// <summary>Bytes of a body that are kept.</summary>
    private const int Kept = 2048;

    // A secret that begins in what is kept is masked whole, so more than that is looked at.
    private const int LookedAt = 4 * Kept;

    /// <summary>A request has come to its end.</summary>
    /// <param name="endpoint">Whose.</param>
    /// <param name="request">As it was sent.</param>
    /// <param name="items">Items in it.</param>
    /// <param name="answer">What came of it.</param>
    /// <param name="judgement">What that means.</param>
    /// <param name="began">When sending began.</param>
    /// <param name="now">The time.</param>
    public void Add(
        Endpoint endpoint,
        RenderedRequest request,
        int items,
        Answer answer,
        Judgement judgement,
        DateTimeOffset began,
        DateTimeOffset now
    ) =>
        log?.Add(
            new LoggedRequest
            {
                At = began,
                Endpoint = endpoint.Name,
                Method = request.Method,
                Url = mask.Hide(request.Url),
                Items = items,
                Succeeded = judgement.Verdict is Verdict.Accepted or Verdict.PartlyAccepted,
                Status = answer.Status,
                ErrorType = judgement.Error?.Type,
                Milliseconds = (now - began).TotalMilliseconds,
                Request = Beginning(request.Body.WrittenSpan),
                Response = answer.Status is null ? mask.Hide(answer.Detail ?? "") : Beginning(answer.Body.Span),
            }
        );

    private string Beginning(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LookedAt)]);
        return ShortText.Cut(mask.Hide(text), Kept);
    }
}
