namespace DataRights.Requests;

/// <summary>Whether a run may act for its subject.</summary>
/// <param name="Kind">Taken; busy with another request's run; or the claim is another request's.</param>
/// <param name="Other">That other request.</param>
internal sealed record SlotOutcome(SlotOutcome.Answer Kind, RequestRecord? Other)
{
    internal enum Answer
    {
        Taken,
        Busy,
        Claimed,
    }

    public static SlotOutcome Taken { get; } = new(Answer.Taken, null);
}
