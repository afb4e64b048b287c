using DataRights.Export.Rows;
using DataRights.Sources;

namespace DataRights.Export.Resume;

/// <summary>A table between two of its resources.</summary>
internal sealed record OpenTable
{
    public required string Collection { get; init; }

    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>The resources finished; in a page those since the page before.</summary>
    public required IReadOnlyList<PartProgress> Parts { get; init; }

    /// <summary>When the views it was read from were taken.</summary>
    public required IReadOnlyList<DateTimeOffset> Taken { get; init; }

    /// <summary>The forms of the values met so far, by column.</summary>
    public required IReadOnlyList<SeenValues> Seen { get; init; }

    public required long Replaced { get; init; }

    /// <summary>Values withheld for other people's sake so far, by column.</summary>
    public IReadOnlyList<long> Withheld { get; init; } = [];

    /// <summary>Values that became somebody's number so far, by column.</summary>
    public IReadOnlyList<long> Numbered { get; init; } = [];

    /// <summary>The position of the first row of the next resource.</summary>
    public required IReadOnlyList<string> Next { get; init; }

    /// <summary>The rows of the readable page; in a journal's page those since the page before.</summary>
    public required IReadOnlyList<string?[]> Preview { get; init; }
}
