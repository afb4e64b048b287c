namespace DataRights.Samples.PythonPro;

/// <summary>The databases the sample can be seeded into.</summary>
public enum SqlFlavor
{
    Sqlite,
    Postgres,
}
