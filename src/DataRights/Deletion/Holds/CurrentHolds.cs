using DataRights.Sources;

namespace DataRights.Deletion.Holds;

/// <summary>The holds that are on a person at a moment, each read from the map as it is now.</summary>
/// <param name="Whole">Those on everything of the person.</param>
/// <param name="Parts">Those on rows.</param>
/// <param name="Unreadable">Those on rows whose collection or condition the map does not know any more: they keep everything, since nobody can tell what they cover.</param>
public sealed record CurrentHolds(IReadOnlyList<Hold> Whole, IReadOnlyList<HeldPart> Parts, IReadOnlyList<Hold> Unreadable)
{
    public static CurrentHolds None { get; } = new([], [], []);

    /// <summary>The rows that stay.</summary>
    public IReadOnlyList<HeldRows> Rows => [.. Parts.Select(p => p.Rows)];

    /// <summary>Whether nothing of the person may be touched.</summary>
    public bool KeepEverything => Whole.Count + Unreadable.Count > 0;

    /// <summary>The same for the same holds on rows, and only for those; empty for none.</summary>
    public string Fingerprint => string.Join(',', Parts.Select(p => p.Hold.Id).Order(StringComparer.Ordinal));

    /// <summary>What an operator is told of a request that waits for these.</summary>
    public IReadOnlyList<string> Sentences() =>
    [
        .. Whole.Select(h => $"A legal hold on the person ({h.Reason}, hold {h.Id}) keeps everything. The request goes on by itself when the hold is released or ends."),
        .. Unreadable.Select(h => $"Hold {h.Id} ({h.Reason}) names a collection or column that the data map does not declare any more, so it keeps everything. Release it and place it anew by today's map."),
    ];

    /// <summary>What an operator is told of a request that has deleted all but what these keep.</summary>
    public IReadOnlyList<string> Remaining() =>
        [.. Parts.Select(p => $"{p.Rows.Collection}: rows are kept by hold {p.Hold.Id} ({p.Hold.Reason}). They are deleted by themselves when it is released or ends.")];
}
