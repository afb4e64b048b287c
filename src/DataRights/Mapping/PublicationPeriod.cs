namespace DataRights.Mapping;

/// <summary>What a retention rule publishes at once, in its zone's calendar.</summary>
public enum PublicationPeriod
{
    Day,

    /// <summary>From Monday (ISO 8601).</summary>
    Week,
    Month,
}
