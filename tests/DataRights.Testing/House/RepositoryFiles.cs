using DataRights.Testing.Servers;

namespace DataRights.Testing.House;

/// <summary>The files of the repository, without what builds, package managers and runs leave in it.</summary>
public static class RepositoryFiles
{
    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "artifacts", "TestResults", ".git", ".vs", ".idea", ".data"];

    /// <summary>Names relative to the repository with <c>/</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> Under(string folder) =>
        [.. Walk(new DirectoryInfo(RepositoryRoot.Combine(folder)))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is FileInfo file)
            {
                // In a linked work tree .git is a file.
                if (!Skipped.Contains(file.Name))
                    yield return file;
            }
            else if (entry.LinkTarget is null && !Skipped.Contains(entry.Name))
            {
                foreach (var inner in Walk((DirectoryInfo)entry))
                    yield return inner;
            }
        }
    }
}
