using DataRights.Webhooks;

namespace DataRights.Recipients;

/// <summary>What a telling's state becomes after a call. Pauses are those of webhooks; after the last one, one a day.</summary>
internal sealed class RecipientTurn(RecipientParts parts, Random random)
{
    /// <summary>How long after its beginning a telling is given up, whatever was answered.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(30);

    /// <summary>How often a telling that a hold keeps back is looked at.</summary>
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromHours(1);

    private readonly WebhookSchedule schedule = new(random);

    public RecipientState After(RecipientState state, RecipientSecrets secrets, RecipientAnswer answer, DateTimeOffset now)
    {
        var called = state with { LastCode = answer.Code };
        return answer.Verdict switch
        {
            RecipientVerdict.Confirmed => called.EndedAs(RecipientStatus.Confirmed, now),
            RecipientVerdict.Refused => called.EndedAs(RecipientStatus.Refused, now),
            RecipientVerdict.Accepted => Again(Taken(called, secrets, answer, now), answer.RetryAfter, now),
            RecipientVerdict.Forgotten => Again(called with { Sealed = Sealed(state, secrets with { Address = null }) }, null, now),
            _ => Again(called, answer.RetryAfter, now),
        };
    }

    /// <summary>Nobody may call now: later, without counting it, and not all at once.</summary>
    public static RecipientState Postponed(RecipientState state, DateTimeOffset until, DateTimeOffset now, Random random) => state with
    {
        Revision = state.Revision + 1,
        NextAttempt = until + ((until - now) * random.NextDouble()),
        LastCode = "circuit-open",
    };

    /// <summary>A hold is on the person: later, without counting it.</summary>
    public static RecipientState Held(RecipientState state, DateTimeOffset now) => state with
    {
        Revision = state.Revision + 1,
        NextAttempt = now + LooksAgainAfter,
        LastCode = "held",
    };

    private RecipientState Taken(RecipientState state, RecipientSecrets secrets, RecipientAnswer answer, DateTimeOffset now) => state with
    {
        Status = RecipientStatus.Told,
        Told = state.Told ?? now,

        // What is counted from now on is how often it was asked.
        Attempts = state.Status == RecipientStatus.Told ? state.Attempts : 0,
        Sealed = answer.Address is null ? state.Sealed : Sealed(state, secrets with { Address = answer.Address }),
    };

    private RecipientState Again(RecipientState state, TimeSpan? wish, DateTimeOffset now)
    {
        var attempts = state.Attempts + 1;
        var next = now + schedule.AfterAny(attempts, wish);
        return next >= state.Created + GivenUpAfter
            ? state.EndedAs(RecipientStatus.GivenUp, now)
            : state with { Attempts = attempts, Revision = state.Revision + 1, NextAttempt = next };
    }

    private string Sealed(RecipientState state, RecipientSecrets secrets) => secrets.Seal(parts.Ports.Sealer, state.Key);
}
