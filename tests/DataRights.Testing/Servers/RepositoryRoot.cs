using System.Runtime.CompilerServices;

namespace DataRights.Testing.Servers;

/// <summary>The folder that holds the solution, found from where the tests run.</summary>
public static class RepositoryRoot
{
    /// <summary>Its absolute path.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory) ?? Find(SourceFolder()) ??
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds DataRightsFunctions.sln.");

    /// <summary>The absolute path of something in the repository.</summary>
    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DataRightsFunctions.sln")))
                return folder.FullName;
        }

        return null;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file) ?? "/";
}
