using DataRights.Subjects;
using DataRights.Testing.Servers;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Tests.Subjects;

public sealed class FileKeyRingTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Path => _directory.Combine("keys", "keys.json");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_missing_file_is_made_with_a_key_for_every_purpose_and_read_again()
    {
        var ring = new FileKeyRing(Path);
        var again = new FileKeyRing(Path);
        var purposes = KeyPurposes.All;
        foreach (var purpose in purposes)
        {
            Assert.Equal(1, ring.CurrentVersion(purpose));
            Assert.Equal(32, ring.Key(purpose, 1).Length);
            Assert.Equal(ring.Key(purpose, 1).ToArray(), again.Key(purpose, 1).ToArray());
        }

        Assert.Equal(4, purposes.Select(p => Convert.ToHexString(ring.Key(p, 1).Span)).Distinct().Count());
        Assert.Equal(["keys.json", "keys.json.lock"], Directory.GetFiles(_directory.Combine("keys")).Select(System.IO.Path.GetFileName).Order());
    }

    [Fact]
    public void Of_many_makers_at_once_all_get_the_same_keys()
    {
        var keys = new string[8];
        Parallel.For(0, keys.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => keys[i] = Convert.ToHexString(new FileKeyRing(Path).Key(KeyPurposes.Sealing, 1).Span));
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public void The_file_is_private_and_one_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _ = new FileKeyRing(Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var error = Assert.Throws<KeyRingException>(() => new FileKeyRing(Path));
        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"data-rights-keys\",\"version\":2,\"purposes\":{}}")]
    [InlineData("{\"format\":\"data-rights-keys\",\"version\":1}")]
    [InlineData("{\"format\":\"data-rights-keys\",\"version\":1,\"purposes\":{}}")]
    [InlineData("{\"format\":\"data-rights-keys\",\"version\":1,\"purposes\":{\"sealing\":{\"current\":1,\"keys\":{\"1\":\"c2VjcmV0\"}}}}")]
    [InlineData("{\"format\":\"data-rights-keys\",\"version\":1,\"purposes\":{\"sealing\":{\"current\":1,\"keys\":{}}}}")]
    [InlineData("{\"format\":\"data-rights-keys\",\"version\":1,\"purposes\":{\"sealing\":{\"current\":1,\"keys\":[\"c2VjcmV0\"]}}}")]
    public void A_damaged_file_is_a_clear_error_and_stays_as_it_is(string content)
    {
        _ = new FileKeyRing(Path);
        File.WriteAllText(Path, content);
        var error = Assert.Throws<KeyRingException>(() => new FileKeyRing(Path));
        Assert.Contains("restore", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("c2VjcmV0", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
        Assert.Equal(content, File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_of_a_release_without_intake_gets_a_key_for_it_and_keeps_the_others()
    {
        var sealing = Convert.ToHexString(new FileKeyRing(Path).Key(KeyPurposes.Sealing, 1).Span);
        var json = JObject.Parse(File.ReadAllText(Path));
        ((JObject)json["purposes"]!).Remove(KeyPurposes.Intake);
        File.WriteAllText(Path, json.ToString());

        var upgraded = new FileKeyRing(Path);
        Assert.Equal(sealing, Convert.ToHexString(upgraded.Key(KeyPurposes.Sealing, 1).Span));
        Assert.Equal(upgraded.Key(KeyPurposes.Intake, 1).ToArray(), new FileKeyRing(Path).Key(KeyPurposes.Intake, 1).ToArray());
    }

    [Fact]
    public void A_rotation_adds_a_key_that_other_processes_find_when_they_need_it()
    {
        var ring = new FileKeyRing(Path);
        var other = new FileKeyRing(Path);
        var old = ring.Key(KeyPurposes.Sealing, 1).ToArray();
        Assert.Equal(2, ring.Rotate(KeyPurposes.Sealing));
        Assert.Equal(2, ring.CurrentVersion(KeyPurposes.Sealing));
        Assert.Equal(1, ring.CurrentVersion(KeyPurposes.Signing));
        Assert.Equal(old, ring.Key(KeyPurposes.Sealing, 1).ToArray());
        Assert.NotEqual(old, ring.Key(KeyPurposes.Sealing, 2).ToArray());
        Assert.Equal(ring.Key(KeyPurposes.Sealing, 2).ToArray(), other.Key(KeyPurposes.Sealing, 2).ToArray());
        Assert.Equal(3, other.Rotate(KeyPurposes.Sealing));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(Path));
    }

    [Fact]
    public void An_unknown_version_or_purpose_raises()
    {
        var ring = new FileKeyRing(Path);
        Assert.Equal("key-unknown", Assert.Throws<SealBrokenException>(() => ring.Key(KeyPurposes.Sealing, 9)).Code);
        Assert.Equal("key-unknown", Assert.Throws<SealBrokenException>(() => ring.CurrentVersion("other")).Code);
        Assert.Throws<ArgumentException>(() => ring.Rotate("other"));
    }

    [Fact]
    public void A_file_without_a_purpose_is_refused_and_names_it()
    {
        _ = new FileKeyRing(Path);
        var json = JObject.Parse(File.ReadAllText(Path));
        ((JObject)json["purposes"]!).Remove(KeyPurposes.Signing);
        File.WriteAllText(Path, json.ToString());
        Assert.Contains("'signing'", Assert.Throws<KeyRingException>(() => new FileKeyRing(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_its_place_is_a_clear_error()
    {
        Directory.CreateDirectory(Path);
        Assert.Contains("cannot be used", Assert.Throws<KeyRingException>(() => new FileKeyRing(Path)).Message, StringComparison.Ordinal);
    }
}
