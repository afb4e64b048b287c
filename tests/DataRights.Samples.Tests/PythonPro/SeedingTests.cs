using System.Globalization;
using DataRights.Samples.PythonPro;
using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

public sealed class SeedingTests
{
    private const int People = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_options_give_the_same_rows_and_files_in_any_culture()
    {
        using var first = new SeededSqlite();
        using var second = new SeededSqlite();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            await first.SeedAsync(People, Token);
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            await second.SeedAsync(People, Token);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(first.Fingerprint(), second.Fingerprint());
    }

    [Fact]
    public async Task Another_seed_gives_other_people()
    {
        using var first = new SeededSqlite();
        using var second = new SeededSqlite();
        await first.SeedAsync(People, Token, seed: 1);
        await second.SeedAsync(People, Token, seed: 2);

        Assert.NotEqual(first.Fingerprint(), second.Fingerprint());
        Assert.NotEqual(first.Scalar("SELECT group_concat(name) FROM users"), second.Scalar("SELECT group_concat(name) FROM users"));
    }

    [Fact]
    public async Task Everything_moves_with_the_day_it_ends_at()
    {
        using var first = new SeededSqlite();
        using var later = new SeededSqlite();
        await first.SeedAsync(People, Token);
        await later.SeedAsync(People, Token, today: SeededSqlite.Today.AddDays(10));

        const string newest = "SELECT julianday(max(viewed_at)) FROM page_views";
        Assert.Equal(10, (double)later.Scalar(newest)! - (double)first.Scalar(newest)!, 3);
    }

    [Fact]
    public async Task A_second_seeding_leaves_everything_as_it_stands()
    {
        using var sample = new SeededSqlite();
        Assert.False(await PythonProSeeder.IsSeededAsync(sample.Connection, SqlFlavor.Sqlite, Token));
        Assert.True(await sample.SeedAsync(People, Token));
        sample.Rows("DELETE FROM newsletter_subscribers");
        var before = sample.Fingerprint();

        Assert.False(await sample.SeedAsync(People, Token, today: SeededSqlite.Today.AddDays(1)));

        Assert.Equal(before, sample.Fingerprint());
        Assert.True(await PythonProSeeder.IsSeededAsync(sample.Connection, SqlFlavor.Sqlite, Token));
    }

    [Fact]
    public async Task A_seeded_database_refuses_other_options()
    {
        using var sample = new SeededSqlite();
        await sample.SeedAsync(People, Token);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => sample.SeedAsync(People + 1, Token));

        Assert.Contains("60 people", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seeding_that_broke_off_after_its_rows_leaves_none_and_is_done_again_from_empty()
    {
        using var whole = new SeededSqlite();
        await whole.SeedAsync(People, Token);
        using var broken = new SeededSqlite();

        // A file where the directory should be: the files, which come after the rows, fail.
        await File.WriteAllTextAsync(broken.Files, "in the way", Token);
        await Assert.ThrowsAnyAsync<IOException>(() => broken.SeedAsync(People, Token));
        Assert.Empty(broken.Tables());
        File.Delete(broken.Files);

        Assert.True(await broken.SeedAsync(People, Token));
        Assert.Equal(whole.Fingerprint(), broken.Fingerprint());
    }

    [Fact]
    public async Task Files_that_a_killed_seeding_left_are_replaced()
    {
        using var whole = new SeededSqlite();
        await whole.SeedAsync(People, Token);
        using var again = new SeededSqlite();
        Directory.CreateDirectory(Path.Combine(again.Files, "avatars", "4711"));
        await File.WriteAllTextAsync(Path.Combine(again.Files, "avatars", "4711", "avatar.png"), "torn", Token);
        File.Copy(Path.Combine(whole.Files, ".pythonpro-sample"), Path.Combine(again.Files, ".pythonpro-sample"));

        await again.SeedAsync(People, Token);

        Assert.Equal(whole.Fingerprint(), again.Fingerprint());
    }

    [Fact]
    public async Task Tables_and_folders_of_somebody_else_are_never_touched()
    {
        using var sample = new SeededSqlite();
        sample.Rows("CREATE TABLE users (id INTEGER PRIMARY KEY)");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => sample.SeedAsync(People, Token));
        Assert.Contains("'users'", error.Message, StringComparison.Ordinal);
        Assert.Equal(["users"], sample.Tables());

        sample.Rows("DROP TABLE users");
        var foreign = Path.Combine(sample.Files, "uploads", "mine.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(foreign)!);
        await File.WriteAllTextAsync(foreign, "mine", Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => sample.SeedAsync(People, Token));
        Assert.True(File.Exists(foreign));
        Assert.Empty(sample.Tables());
    }

    [Fact]
    public async Task A_cancelled_seeding_leaves_nothing()
    {
        using var sample = new SeededSqlite();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sample.SeedAsync(People, cancelled.Token));

        Assert.Empty(sample.Tables());
    }
}
