namespace DataRights.Mapping;

/// <summary>Where a value came from; portability (GDPR Art. 20) covers the first two.</summary>
public enum ColumnOrigin
{
    Provided,
    Observed,
    Derived,
}
