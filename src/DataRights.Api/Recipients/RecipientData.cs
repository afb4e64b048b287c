namespace DataRights.Api.Recipients;

/// <summary>What a recipient is told.</summary>
/// <param name="RequestId">The request, the same for all recipients.</param>
/// <param name="Key">The same for every repetition; also the header <c>webhook-id</c>.</param>
/// <param name="Identifiers">What the recipient knows the person by. All name the same person.</param>
/// <param name="Callback">Where and how to confirm; absent where no callback is expected.</param>
public sealed record RecipientData(string RequestId, string Key, IReadOnlyList<RecipientIdentifier> Identifiers, RecipientCallback? Callback)
{
    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => Key;
}
