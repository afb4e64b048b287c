namespace DataRights.Mapping;

/// <summary>
/// The declaration of what personal data is where and what the policy promises for it.
/// Immutable once loaded; <see cref="Hash"/> pins a request to exactly this text.
/// </summary>
public sealed record DataMap
{
    /// <summary>The sample's or product's name: letters, digits, '-' and '_'.</summary>
    public required string Name { get; init; }

    /// <summary>The map's own revision, from 1 up, counted by those who write it. What pins a request is <see cref="Hash"/>.</summary>
    public required int Version { get; init; }

    public required Controller Controller { get; init; }

    public required ClockRules Clock { get; init; }

    /// <summary>What a request may name a subject by, in declared order.</summary>
    public required IReadOnlyList<IdentifierRule> Identifiers { get; init; }

    public required IReadOnlyList<SourceRule> Sources { get; init; }

    /// <summary>Every collection, in declared order.</summary>
    public required IReadOnlyList<Collection> Collections { get; init; }

    /// <summary>Third parties that receive the data, named to the person (GDPR Art. 15(1)(c)).</summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>What is knowingly left out, and on which ground.</summary>
    public IReadOnlyList<NotCovered> NotCovered { get; init; } = [];

    /// <summary>Decisions that machines take about people (GDPR Art. 15(1)(h)); empty when there are none, null when the map does not say.</summary>
    public IReadOnlyList<AutomatedDecision>? AutomatedDecisions { get; init; }

    public IReadOnlyList<RetentionRule> Retention { get; init; } = [];

    /// <summary>Whom to ask to freeze the person's account before a deletion's first effect; null for nobody.</summary>
    public FreezeRule? Freeze { get; init; }

    /// <summary>How much a deletion may take before an operator is asked.</summary>
    public CapRules Caps { get; init; } = CapRules.Default;

    /// <summary>How a deletion is looked over for identifiers in texts; null when it is not.</summary>
    public DeepSearchRule? DeepSearch { get; init; }

    /// <summary>The recipients that this system itself tells of deletions.</summary>
    public IEnumerable<Recipient> ToldRecipients => Recipients.Where(r => r.Source is not null);

    /// <summary>The connections that are called because of a deletion: those of recipients, and the freeze hook's.</summary>
    public IEnumerable<string> CalledConnections =>
        Sources.Where(s => s.Kind == SourceKind.Http).Select(s => s.Connection).Concat(Freeze is null ? [] : [Freeze.Connection]).Distinct(StringComparer.Ordinal);

    /// <summary>Every connection that it names, each once.</summary>
    public IReadOnlyList<string> Connections => [.. Sources.Select(s => s.Connection).Concat(CalledConnections).Distinct(StringComparer.Ordinal)];

    /// <summary>SHA-256 over the map's canonical JSON, in lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The collection of that name.</summary>
    /// <exception cref="KeyNotFoundException">The map declares no such collection.</exception>
    public Collection Collection(string name) =>
        Collections.FirstOrDefault(c => c.Name == name)
        ?? throw new KeyNotFoundException($"The data map declares no collection '{name}'.");

    /// <summary>The source of that name.</summary>
    /// <exception cref="KeyNotFoundException">The map declares no such source.</exception>
    public SourceRule Source(string name) =>
        Sources.FirstOrDefault(s => s.Name == name)
        ?? throw new KeyNotFoundException($"The data map declares no source '{name}'.");
}
