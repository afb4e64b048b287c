namespace DataRights.Recipients;

/// <summary>The names of the steps that concern recipients, as requests' records have them.</summary>
internal static class RecipientSteps
{
    public const string Frozen = "freeze";
    public const string Told = "tell";
    public const string Awaited = "recipients";
}
