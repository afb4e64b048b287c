using DataRights.Samples.PythonPro;
using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

public sealed class SeededDataTests(ThousandPeople thousand) : IClassFixture<ThousandPeople>
{
    private readonly SeededSqlite sample = thousand.Sample;

    [Fact]
    public void Every_foreign_key_holds() => Assert.Empty(sample.Rows("PRAGMA foreign_key_check"));

    [Theory]
    [InlineData("users", 1000, 1000)]
    [InlineData("profiles", 800, 999)]
    [InlineData("devices", 1500, 3000)]
    [InlineData("sessions", 2000, 4500)]
    [InlineData("contact_messages", 200, 500)]
    [InlineData("subscriptions", 220, 400)]
    [InlineData("billing_references", 220, 400)]
    [InlineData("invoices", 1500, 5000)]
    [InlineData("invoice_lines", 1500, 5500)]
    [InlineData("consents", 1500, 2500)]
    [InlineData("newsletter_subscribers", 350, 650)]
    [InlineData("lesson_authors", 60, 60)]
    [InlineData("lesson_progress", 4000, 12000)]
    [InlineData("quiz_answers", 6000, 20000)]
    [InlineData("comments", 15000, 15000)]
    [InlineData("comment_votes", 12000, 30000)]
    [InlineData("messages", 1500, 9000)]
    [InlineData("code_runs", 3000, 12000)]
    [InlineData("uploads", 250, 700)]
    [InlineData("page_views", 50000, 70000)]
    public void Volumes_are_those_of_a_small_site(string table, long least, long most) =>
        Assert.InRange(sample.Count($"SELECT count(*) FROM {table}"), least, most);

    [Fact]
    public void Page_views_reach_200_days_back_and_never_past_today()
    {
        Assert.Equal(200, sample.Count("SELECT count(DISTINCT date(viewed_at, '+12 hours')) FROM page_views"), 1.0);
        Assert.Equal(0, sample.Count("SELECT count(*) FROM page_views WHERE viewed_at > '2026-03-15T12:00:00Z'"));
    }

    [Fact]
    public void Some_totals_of_a_day_are_shared_by_ten_people_and_some_are_not()
    {
        const string cells = """
            SELECT count(*) FROM (
              SELECT 1 FROM page_views
              WHERE viewed_at < '2025-12-01' AND coalesce(user_id, device_id) IS NOT NULL
              GROUP BY date(viewed_at), substr(browser, 1, instr(browser, ' ') - 1), device_type
              HAVING count(DISTINCT coalesce(user_id, device_id)) {0} 10)
            """;
        Assert.True(sample.Count(cells.Replace("{0}", ">=", StringComparison.Ordinal)) > 80);
        Assert.True(sample.Count(cells.Replace("{0}", "<", StringComparison.Ordinal)) > 80);
    }

    [Fact]
    public void Comments_are_trees_in_which_replies_are_mostly_other_peoples()
    {
        var replies = sample.Count("SELECT count(*) FROM comments WHERE parent_id IS NOT NULL");
        var toOthers = sample.Count("SELECT count(*) FROM comments c JOIN comments p ON p.id = c.parent_id WHERE p.author_id <> c.author_id");
        Assert.InRange(replies, 6000, 11000);
        Assert.True(toOthers > replies * 0.9);
        Assert.Equal(0, sample.Count("SELECT count(*) FROM comments c JOIN comments p ON p.id = c.parent_id WHERE p.lesson_id <> c.lesson_id OR p.created_at > c.created_at"));
    }

    [Fact]
    public void Nothing_happens_before_an_account_or_after_today()
    {
        Assert.Equal(0, sample.Count("SELECT count(*) FROM page_views v JOIN users u ON u.id = v.user_id WHERE v.viewed_at < u.created_at"));
        Assert.Equal(0, sample.Count("SELECT count(*) FROM comments c JOIN users u ON u.id = c.author_id WHERE c.created_at < u.created_at"));
        Assert.Equal(0, sample.Count("SELECT count(*) FROM invoices WHERE issued_at > '2026-03-15T12:00:00Z'"));
    }

    [Fact]
    public void Bills_have_every_state_that_the_map_treats_differently()
    {
        foreach (var status in new[] { "paid", "open", "void" })
        {
            Assert.True(sample.Count($"SELECT count(*) FROM invoices WHERE status = '{status}'") > 5, status);
        }

        Assert.Equal(0, sample.Count("SELECT count(*) FROM invoices WHERE (status = 'paid') <> (paid_at IS NOT NULL)"));
        Assert.Equal(0, sample.Count("SELECT count(*) FROM invoices WHERE net + tax - total NOT BETWEEN -0.001 AND 0.001"));
        Assert.True(sample.Count("SELECT count(*) FROM billing_references WHERE last_charged_at IS NULL") > 5);
        Assert.Equal(
            sample.Count("SELECT count(*) FROM invoices"),
            sample.Count("SELECT count(*) FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id WHERE l.line = 1 AND l.booked_at = coalesce(i.paid_at, i.issued_at)"));
    }

    [Fact]
    public void Names_come_from_many_scripts()
    {
        Assert.True(sample.Count("SELECT count(DISTINCT locale) FROM users") == 10);
        Assert.True(sample.Count("SELECT count(*) FROM users WHERE name GLOB '*[一-龯]*'") > 10);
        Assert.True(sample.Count("SELECT count(*) FROM users WHERE name GLOB '*[ا-ي]*'") > 10);
    }

    [Fact]
    public void Every_upload_that_is_listed_is_a_file_of_that_size()
    {
        foreach (var row in sample.Rows("SELECT user_id, stored_name, size_bytes FROM uploads"))
        {
            if (!OperatingSystem.IsWindows() || (long)row[0] != PythonProPeople.PathTraversal)
            {
                Assert.Equal((long)row[2], new FileInfo(Path.Combine(sample.Files, "uploads", $"{row[0]}", (string)row[1])).Length);
            }
        }
    }
}
