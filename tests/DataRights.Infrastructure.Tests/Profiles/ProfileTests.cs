using DataRights.Infrastructure.Tests.Bicep;
using DataRights.Infrastructure.Tests.Modules;

namespace DataRights.Infrastructure.Tests.Profiles;

public sealed class ProfileTests
{
    [Fact]
    public async Task The_parameter_file_gives_main_what_it_takes_and_all_it_needs()
    {
        var model = await BicepModel.LoadAsync();
        var given = model.File("infra-bicep/main.bicepparam");
        Assert.Equal(model.Main.Path, given.Relative(given.Using!));
        Assert.Empty(given.Parameters.Select(p => p.Name).Except(model.Main.Parameters.Select(p => p.Name)));
        Assert.Empty(model.Main.Parameters.Where(p => p.IsRequired).Select(p => p.Name).Except(given.Parameters.Select(p => p.Name)));
    }

    [Fact]
    public async Task Profiles_say_the_same_things_all_of_which_are_used()
    {
        var model = await BicepModel.LoadAsync();
        var given = model.File("infra-bicep/main.bicepparam");
        var used = given.Values().Where(v => v is { Kind: "member", Target: { Kind: "reference", Name: "profile" } }).Select(v => v.Name).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(used);
        Assert.Equal(["dev", "prod"], given.Imports.Select(i => i.Name));
        foreach (var profile in await ProfilesAsync())
        {
            Assert.Equal(used, profile.Properties.Select(p => p.Name).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task What_a_profile_says_fits_the_parameter_of_that_name()
    {
        var main = (await BicepModel.LoadAsync()).Main;
        foreach (var property in (await ProfilesAsync()).SelectMany(p => p.Properties))
        {
            Assert.True(ParameterChecks.Fits(main.Parameter(property.Name), property.Value), $"{property.Name}: {property.Value}");
        }
    }

    [Fact]
    public async Task What_the_environment_may_set_defaults_to_what_main_defaults_to()
    {
        var model = await BicepModel.LoadAsync();
        foreach (var given in model.File("infra-bicep/main.bicepparam").Parameters.Where(p => !model.Main.Parameter(p.Name).IsRequired))
        {
            var read = given.Value!.All().SingleOrDefault(v => v.Name == "readEnvironmentVariable");
            if (read is not null)
            {
                Assert.Equal(model.Main.Parameter(given.Name).Value!.Text.Trim('\''), read.Items[1].String);
            }
        }
    }

    [Fact]
    public async Task Production_is_private_replicated_and_kept_as_long_as_it_must_be_shown()
    {
        var prod = (await ProfilesAsync())[1];
        Assert.True(prod["isPrivate"]!.Boolean);
        Assert.Equal("Premium", prod["serviceBusSku"]!.String);
        Assert.NotEqual("Standard_LRS", prod["storageRedundancy"]!.String);
        Assert.Equal(-1, prod["logDailyCapGb"]!.Number);
        Assert.True(prod["ledgerImmutabilityDays"]!.Number <= prod["accountabilityDays"]!.Number);
    }

    private static async Task<IReadOnlyList<BicepValue>> ProfilesAsync()
    {
        var model = await BicepModel.LoadAsync();
        return [.. new[] { "dev", "prod" }.Select(p => model.File($"infra-bicep/profiles/{p}.bicep").Variable(p).Value!)];
    }
}
