namespace DataRights.Sources;

/// <summary>Keys of rows that are retained, and when the first of them is due. Nothing that leads back to the person.</summary>
public sealed record RetainedPage(CapturedPage Page, DateTimeOffset FirstUntil);
