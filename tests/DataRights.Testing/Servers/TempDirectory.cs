namespace DataRights.Testing.Servers;

/// <summary>A fresh folder under TMPDIR, deleted with everything in it when disposed of.</summary>
public sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("data-rights-").FullName;

    /// <summary>The absolute path of something in the folder.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
