using DataRights.Deletion.Receipts;
using DataRights.Deletion.Searching;
using DataRights.Requests;
using DataRights.Sources;
using Newtonsoft.Json;

namespace DataRights.Deletion;

/// <summary>A deletion's checkpoint: what the receipt will need of finished steps. Counts and map names only.</summary>
internal sealed record DeletionState
{
    public const int CurrentSchema = 2;

    /// <summary>How often rows that arrived late are swept before an operator is asked.</summary>
    public const int SweepsAtOnce = 3;

    private const int WithoutPages = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The live schemas that it was planned by, by source.</summary>
    public IReadOnlyDictionary<string, string> Fingerprints { get; init; } = new Dictionary<string, string>();

    /// <summary>Each sealed page, by number, as a <see cref="PageReference"/>.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>The epoch of the run that sealed the footprint.</summary>
    public long FootprintEpoch { get; init; }

    /// <summary>How many captures there have been, also by other maps.</summary>
    public int Captures { get; init; }

    /// <summary>Which of them the keys of retained rows were written by.</summary>
    public int RetainedCapture { get; init; }

    /// <summary>How many times everything has been located anew since the first effects.</summary>
    public int Round { get; init; }

    /// <summary>The round after which an operator is asked.</summary>
    public int LastRound { get; init; } = SweepsAtOnce;

    /// <summary>What each database did, by step.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CollectionOutcome>> Outcomes { get; init; } = new Dictionary<string, IReadOnlyList<CollectionOutcome>>();

    /// <summary>Rows and files that were captured since the plan, by collection: what an approval must cover.</summary>
    public IReadOnlyDictionary<string, long> Taken { get; init; } = new Dictionary<string, long>();

    public long CheckedRows { get; init; }

    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When it was verified again after settling; null where that is still to come, or nothing was to settle.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>What the last deep search found in other people's rows.</summary>
    public IReadOnlyList<MentionFact> Mentions { get; init; } = [];

    /// <summary>How far a deep search has come that one slice of time did not suffice for; null when none is under way.</summary>
    public DeepProgress? Searched { get; init; }

    /// <summary>What the last deep search left out.</summary>
    public IReadOnlyList<NotSearchedFact> NotSearched { get; init; } = [];

    public int ArchivesDestroyed { get; init; }

    /// <summary>How often everything was planned anew since holds on rows were placed or ended.</summary>
    public int Pass { get; init; }

    /// <summary>The holds on rows that it was planned by; see <see cref="Holds.CurrentHolds.Fingerprint"/>.</summary>
    public string Holds { get; init; } = "";

    /// <summary>Once there is a receipt: how many rows of each collection were treated by then. What is more later is added by supplements.</summary>
    public IReadOnlyDictionary<string, long>? Stated { get; init; }

    /// <summary>The rows that holds keep, by collection.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, long> HeldRows => Outcomes.Values.SelectMany(o => o).Where(o => o.Held > 0).GroupBy(o => o.Collection).ToDictionary(o => o.Key, o => o.Sum(c => c.Held));

    /// <summary>The rows that were treated, by collection.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, long> TreatedRows => Outcomes.Values.SelectMany(o => o).GroupBy(o => o.Collection).ToDictionary(o => o.Key, o => o.Sum(c => c.Located - c.Held));

    /// <summary>The state in which everything is planned again. What was done stays done; what was held is found and counted anew.</summary>
    public DeletionState Again() => this with
    {
        Pages = [],
        Round = 0,
        LastRound = SweepsAtOnce,
        Searched = null,
        Fingerprints = new Dictionary<string, string>(),
        Outcomes = Outcomes.ToDictionary(o => o.Key, o => (IReadOnlyList<CollectionOutcome>)[.. o.Value.Select(c => c with { Located = c.Located - c.Held, Held = 0 })]),
    };

    /// <summary>True for the checkpoint of an earlier version, which noted rows in another way: they must be captured again.</summary>
    public static bool IsOfEarlierVersion(RequestRecord record) => Read(record)?.Schema == WithoutPages;

    public static DeletionState Of(RequestRecord record) => Read(record) switch
    {
        null => new DeletionState(),
        { Schema: CurrentSchema } state => state,
        { Schema: WithoutPages } state => new DeletionState { Outcomes = state.Outcomes, ArchivesDestroyed = state.ArchivesDestroyed, CheckedRows = state.CheckedRows, VerifiedAt = state.VerifiedAt },
        _ => throw new InvalidOperationException($"The checkpoint of request {record.Id} is of an unknown version; it was written by another release."),
    };

    /// <summary>With what a deep search found last; as it is where none was made.</summary>
    public DeletionState With(DeepFindings? deep) => deep is null ? this : this with { Mentions = deep.Mentions, NotSearched = deep.NotSearched, Searched = null };

    public override string ToString() => JsonConvert.SerializeObject(this);

    private static DeletionState? Read(RequestRecord record) => record.Checkpoint is null ? null
        : JsonConvert.DeserializeObject<DeletionState>(record.Checkpoint, new JsonSerializerSettings { DateParseHandling = DateParseHandling.DateTimeOffset })
            ?? throw new InvalidOperationException($"The checkpoint of request {record.Id} is empty.");
}
