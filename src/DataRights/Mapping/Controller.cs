namespace DataRights.Mapping;

/// <summary>Who answers for the data (GDPR Art. 13(1)(a)), as shown to the person in every archive and receipt.</summary>
public sealed record Controller(string Name, string Contact, string? PolicyUrl, string? ComplaintTo)
{
    /// <summary>The language that the map's texts are in, and archives' pages.</summary>
    public PageLanguage Language { get; init; }
}
