namespace DataRights.Export.Rows;

/// <summary>The forms in which a column's values were met; decides what type the schema may promise.</summary>
[Flags]
internal enum SeenValues
{
    None = 0,
    Boolean = 1,
    Integer = 2,
    Number = 4,
    Text = 8,
    Canonical = 16,
    Bytes = 32,
    Json = 64,
    Array = 128,
}
