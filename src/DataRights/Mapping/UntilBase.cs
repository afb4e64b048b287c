namespace DataRights.Mapping;

/// <summary>What an <see cref="UntilRule"/> counts from.</summary>
public enum UntilBase
{
    Column,
    EndOfMonth,
    EndOfYear,
}
