using DataRights.Subjects;

namespace DataRights.Requests;

/// <summary>The request, and whether this call made it (false: it was there before).</summary>
public sealed record SubmitResult(RequestRecord Request, bool Created)
{
    /// <summary>The status secret of a request that this call made. Nobody can tell it again: only its hash is stored.</summary>
    public string? StatusSecret { get; init; }

    /// <summary>What opens the binding of the receipt, for a deletion that this call made. Nobody can tell it again: only the hash is stored.</summary>
    public SubjectOpening? Opening { get; init; }

    /// <summary>Never shows secret or opening.</summary>
    public override string ToString() => $"{Request.Id}, {(Created ? "created" : "there before")}";
}
