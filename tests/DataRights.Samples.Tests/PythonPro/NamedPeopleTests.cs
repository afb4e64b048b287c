using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DataRights.Samples.PythonPro;
using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

public sealed class NamedPeopleTests(ThousandPeople thousand) : IClassFixture<ThousandPeople>
{
    private static readonly string[] OwnedByUser =
    [
        "profiles", "devices", "sessions", "contact_messages", "subscriptions", "billing_references", "invoices", "consents",
        "lesson_progress", "quiz_answers", "comment_votes", "code_runs", "uploads", "page_views",
    ];

    private readonly SeededSqlite sample = thousand.Sample;

    [Fact]
    public void The_ordinary_person_owns_rows_of_every_kind()
    {
        foreach (var table in OwnedByUser.Except(["contact_messages"]))
        {
            Assert.True(Owned(table, PythonProPeople.Ordinary) > 0, table);
        }

        Assert.True(sample.Count($"SELECT count(*) FROM comments WHERE author_id = {PythonProPeople.Ordinary}") >= 12);
        Assert.Equal(2, sample.Count($"SELECT count(DISTINCT status) FROM invoices WHERE user_id = {PythonProPeople.Ordinary} AND status <> 'void'"));
        Assert.Equal(1, sample.Count("SELECT count(*) FROM contact_messages WHERE email = 'linh.tran@example.com'"));
        Assert.Equal(1, sample.Count("SELECT count(*) FROM newsletter_subscribers WHERE email = 'linh.tran@example.com'"));
        Assert.True(File.Exists(Path.Combine(sample.Files, "avatars", "1", "avatar.png")));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(sample.Files, "uploads", "1")).Length);
    }

    [Theory]
    [InlineData(PythonProPeople.ScriptTag, "<script>")]
    [InlineData(PythonProPeople.SpreadsheetFormula, "=HYPERLINK(")]
    [InlineData(PythonProPeople.RightToLeft, "\u202E")]
    [InlineData(PythonProPeople.Emoji, "🐍")]
    public void Hostile_names_stand_in_the_account_and_on_comments(long person, string text)
    {
        Assert.Contains(text, (string)sample.Scalar($"SELECT name FROM users WHERE id = {person}")!, StringComparison.Ordinal);
        Assert.Contains(text, (string)sample.Scalar($"SELECT author_name FROM comments WHERE author_id = {person}")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PythonProPeople.ScriptTag, "</script><script>")]
    [InlineData(PythonProPeople.SpreadsheetFormula, "@SUM(")]
    [InlineData(PythonProPeople.RightToLeft, "\u2067")]
    [InlineData(PythonProPeople.Emoji, "👨‍👩‍👧‍👦")]
    public void Hostile_texts_stand_in_comments(long person, string text) =>
        Assert.Contains(sample.Rows($"SELECT body FROM comments WHERE author_id = {person}"), r => ((string)r[0]).Contains(text, StringComparison.Ordinal));

    [Fact]
    public void One_comment_is_a_mebibyte() =>
        Assert.Equal(1024 * 1024, sample.Count($"SELECT max(octet_length(body)) FROM comments WHERE author_id = {PythonProPeople.MegabyteText}"));

    [Fact]
    public void The_climbing_upload_stays_in_its_folder()
    {
        Assert.Equal(1, sample.Count($"SELECT count(*) FROM uploads WHERE user_id = {PythonProPeople.PathTraversal} AND original_name = '../../x'"));
        var files = Directory.GetFiles(Path.Combine(sample.Files, "uploads", "7")).Select(Path.GetFileName).ToList();
        Assert.Contains("résumé – 履歴書 🐍.txt", files);
        Assert.Equal(!OperatingSystem.IsWindows(), files.Contains(@"..\..\x"));
        Assert.Equal(["avatars", "uploads"], Directory.GetDirectories(sample.Files).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_empty_person_owns_nothing_but_the_account()
    {
        foreach (var table in OwnedByUser)
        {
            Assert.Equal(0, Owned(table, PythonProPeople.Empty));
        }

        Assert.Equal(0, sample.Count($"SELECT count(*) FROM comments WHERE {PythonProPeople.Empty} IN (author_id, moderated_by)"));
        Assert.Equal(0, sample.Count($"SELECT count(*) FROM lesson_authors WHERE user_id = {PythonProPeople.Empty}"));
        Assert.Equal(0, sample.Count($"SELECT count(*) FROM newsletter_subscribers n JOIN users u ON lower(u.email) = n.email WHERE u.id = {PythonProPeople.Empty}"));
        Assert.False(Directory.Exists(Path.Combine(sample.Files, "avatars", "8")));
    }

    [Fact]
    public void The_heavy_person_owns_about_five_thousand_rows() =>
        Assert.InRange(OwnedByUser.Sum(t => Owned(t, PythonProPeople.Heavy)) + sample.Count($"SELECT count(*) FROM comments WHERE author_id = {PythonProPeople.Heavy}"), 4500, 6000);

    [Fact]
    public void The_much_answered_person_has_hundreds_of_other_peoples_replies()
    {
        const string replies = """
            WITH RECURSIVE below(id) AS (
              SELECT id FROM comments WHERE author_id = 10
              UNION SELECT c.id FROM comments c JOIN below b ON c.parent_id = b.id)
            SELECT count(*) FROM comments WHERE id IN below AND author_id <> 10
            """;
        Assert.True(sample.Count(replies) >= 300);
    }

    [Fact]
    public void The_moderator_stands_on_other_peoples_comments_and_on_lessons()
    {
        Assert.True(sample.Count($"SELECT count(*) FROM comments WHERE moderated_by = {PythonProPeople.Moderator} AND author_id <> {PythonProPeople.Moderator}") > 200);
        Assert.True(sample.Count($"SELECT count(*) FROM lesson_authors WHERE user_id = {PythonProPeople.Moderator}") >= 15);
    }

    [Fact]
    public void The_address_with_capitals_meets_its_newsletter_and_message_only_when_folded()
    {
        foreach (var table in new[] { "newsletter_subscribers", "contact_messages" })
        {
            Assert.Equal(0, sample.Count($"SELECT count(*) FROM {table} WHERE email = '{PythonProPeople.MixedCaseEmail}'"));
            Assert.Equal(1, sample.Count($"SELECT count(*) FROM {table} WHERE lower(email) = lower('{PythonProPeople.MixedCaseEmail}')"));
        }
    }

    [Fact]
    public void The_unverified_address_belongs_to_a_subscriber_and_not_to_the_account()
    {
        Assert.Equal(DBNull.Value, sample.Scalar($"SELECT email_verified_at FROM users WHERE email = '{PythonProPeople.ClaimedEmail}'"));
        Assert.Equal(1, sample.Count($"SELECT count(*) FROM newsletter_subscribers WHERE email = '{PythonProPeople.ClaimedEmail}'"));
    }

    [Theory]
    [InlineData("newsletter_subscribers", PythonProPeople.NewsletterOnlyEmail, 1)]
    [InlineData("contact_messages", PythonProPeople.ContactOnlyEmail, 3)]
    public void People_without_an_account_are_there(string table, string email, long rows)
    {
        Assert.Equal(rows, sample.Count($"SELECT count(*) FROM {table} WHERE email = '{email}'"));
        Assert.Equal(0, sample.Count($"SELECT count(*) FROM users WHERE email = '{email}'"));
    }

    [Fact]
    public void A_picture_is_a_valid_png()
    {
        var png = File.ReadAllBytes(Path.Combine(sample.Files, "avatars", "1", "avatar.png"));
        Assert.Equal("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(png, 0, 8));
        var types = new List<string>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            types.Add(Encoding.ASCII.GetString(png, at + 4, 4));
            if (types[^1] == "IDAT")
            {
                // Reading to the end also checks the stream's checksum.
                using var zlib = new ZLibStream(new MemoryStream(png, at + 8, length), CompressionMode.Decompress);
                using var pixels = new MemoryStream();
                zlib.CopyTo(pixels);
                Assert.Equal(10 * 31, pixels.Length);
            }

            at += 12 + length;
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], types);
    }

    private long Owned(string table, long person) => sample.Count($"SELECT count(*) FROM {table} WHERE user_id = {person}");
}
