using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Delivery;

/// <summary>Reads an endpoint's answers: success, classification, failed items.</summary>
public sealed class Judge
{
    /// <summary>A judge for one endpoint of one run.</summary>
    /// <param name="endpoint">Its rules.</param>
    /// <param name="builder">Renders what items are called in answers.</param>
    /// <param name="secrets">Masks what is kept of a response.</param>
    public Judge(Endpoint endpoint, RequestBuilder builder, SecretMask secrets) => throw new NotImplementedException();

    /// <summary>Judges an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="items">The request's items; null for a creation.</param>
    public Judgement Read(Answer answer, ItemBatch? items) => throw new NotImplementedException();
}
