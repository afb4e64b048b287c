using System.Globalization;

namespace DataRights.Samples.PythonPro.Seeding.Files;

/// <summary>
/// Writes pictures and uploads from empty. The directory bears a mark once the sample has begun to write there;
/// folders that stand there without it are somebody's and are not touched.
/// </summary>
internal sealed class SampleFiles(string directory)
{
    private const string Mark = ".pythonpro-sample";
    private static readonly string[] Folders = ["avatars", "uploads"];

    public async Task WriteAsync(World world, CancellationToken cancellationToken)
    {
        await EmptyAsync(cancellationToken);
        foreach (var person in world.Active)
        {
            if (person.Id <= PythonProPeople.LastNamed || world.Dice("avatars", person.Id).Bool(0.5f))
            {
                await WriteAsync("avatars", person, "avatar.png", Avatar.Png(world.Dice("avatar", person.Id)), cancellationToken);
            }
        }

        foreach (var upload in SampleUploads.All(world))
        {
            // Where a backslash separates folders, the name would do what it only pretends to do.
            if (!OperatingSystem.IsWindows() || !upload.StoredName.Contains('\\', StringComparison.Ordinal))
            {
                await WriteAsync("uploads", upload.Person, upload.StoredName, upload.Content, cancellationToken);
            }
        }
    }

    private async Task EmptyAsync(CancellationToken cancellationToken)
    {
        var mark = Path.Combine(directory, Mark);
        var folders = Folders.Select(f => Path.Combine(directory, f)).Where(Directory.Exists).ToList();
        if (folders.Count > 0 && !File.Exists(mark))
        {
            throw new InvalidOperationException(
                "The files directory has a folder 'avatars' or 'uploads' that the sample did not write. Seed into an empty directory.");
        }

        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(mark, "The folders here are written by the PythonPro sample and may be removed by it.\n", cancellationToken);
        folders.ForEach(f => Directory.Delete(f, recursive: true));
    }

    private async Task WriteAsync(string folder, Person person, string name, byte[] content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, folder, person.Id.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(path);
        await File.WriteAllBytesAsync(Path.Combine(path, name), content, cancellationToken);
    }
}
