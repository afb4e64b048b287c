namespace DataRights.Mapping;

/// <summary>One table or file prefix in a source, with everything the policy says about it.</summary>
public sealed record Collection
{
    public required string Name { get; init; }

    public required string Source { get; init; }

    /// <summary>The table (<c>schema.table</c> or <c>table</c>), or for a file source the prefix template's text.</summary>
    public required string From { get; init; }

    /// <summary>The columns that tell one row from another; for a file source <c>name</c>.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Set when a row here can be the subject.</summary>
    public RootRule? Root { get; init; }

    /// <summary>Which people are only deleted once an operator has approved it: a condition on the root's row. Only with a root.</summary>
    public Expressions.Predicate? Protected { get; init; }

    /// <summary>What differs here from the map's caps; null for nothing.</summary>
    public Cap? Caps { get; init; }

    /// <summary>What picks a person's files; set for a collection of a file source, and only there.</summary>
    public FileSelector? Files { get; init; }

    public string? Description { get; init; }

    public string? Purpose { get; init; }

    public string? Basis { get; init; }

    public string? KeptFor { get; init; }

    /// <summary>Where the data comes from as far as the person neither provided it nor was observed (GDPR Art. 15(1)(g)).</summary>
    public string? ObtainedFrom { get; init; }

    public IReadOnlyList<ColumnRule> Columns { get; init; } = [];

    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>Whose words a row is; null when the map does not say.</summary>
    public AuthorRule? Author { get; init; }

    /// <summary>What an archive does with rows that are another person's too, as far as one database can tell.</summary>
    public SharedRows Shared { get; init; }

    /// <summary>What deletion does here; the first rule whose condition holds for a row wins. The last has no condition.</summary>
    public required IReadOnlyList<DeletionRule> Deletion { get; init; }

    /// <summary>The triggers and rules of the table that somebody has looked at, and found to do no more than the map says.</summary>
    public IReadOnlyList<KnownTrigger> Triggers { get; init; } = [];

    /// <summary>The line of the map that declares it.</summary>
    public int Line { get; init; }

    public bool IsFiles => Files is not null;
}
