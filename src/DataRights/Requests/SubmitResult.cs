namespace DataRights.Requests;

/// <summary>The request, and whether this call made it (false: it was there before).</summary>
public sealed record SubmitResult(RequestRecord Request, bool Created);
