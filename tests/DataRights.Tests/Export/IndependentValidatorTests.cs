using DataRights.Requests;
using Xunit;

namespace DataRights.Tests.Export;

/// <summary>What programs of others say of our archives, in every format and of both kinds.</summary>
public abstract class IndependentValidatorTests(ExportFormat format, RequestKind kind = RequestKind.Access) : UnpackedArchive(format, kind)
{
    public sealed class OfJson() : IndependentValidatorTests(ExportFormat.Json);

    public sealed class OfNdjson() : IndependentValidatorTests(ExportFormat.Ndjson);

    public sealed class OfCsv() : IndependentValidatorTests(ExportFormat.Csv);

    public sealed class OfPortability() : IndependentValidatorTests(ExportFormat.Json, RequestKind.Portability);

    [Fact]
    public async Task Sha256sum_agrees_with_both_manifests()
    {
        Assert.Equal((0, ""), await Validators.SumsAsync(Bag, "manifest-sha256.txt"));
        Assert.Equal((0, ""), await Validators.SumsAsync(Bag, "tagmanifest-sha256.txt"));
    }

    [Fact]
    public async Task Find_counts_the_payload_as_stated() => Assert.Equal((0, ""), await Validators.OxumAsync(Bag));

    [Fact]
    public async Task Bagit_tools_finds_the_bag_valid() => Assert.Equal((0, "VALID\n"), await Validators.BagAsync(Bag));

    [Fact]
    public async Task The_data_package_library_finds_every_value_valid() => Assert.Equal((0, "VALID\n"), await Validators.PackageAsync(Bag));
}
