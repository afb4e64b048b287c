namespace DataRights.Samples.PythonPro.Seeding.Writing;

/// <summary>What a seeded column holds, whatever the database calls it.</summary>
internal enum ColumnKind
{
    Integer,
    SmallInteger,
    BigInteger,
    Double,
    Decimal,
    Text,
    Boolean,
    Moment,
    Date,
    Uuid,
    Json,
    TextArray,
    Bytes,
    Address,
}
