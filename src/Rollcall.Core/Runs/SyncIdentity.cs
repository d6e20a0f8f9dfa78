using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Says which sync a state directory holds, and refuses another one on it.</summary>
internal static class SyncIdentity
{
    /// <summary>How long a membership whose list was replaced is kept.</summary>
    public static readonly TimeSpan KeepRetired = TimeSpan.FromDays(30);

    /// <summary>The sync to run: what is known, or a new one.</summary>
    /// <exception cref="UsageException">Another sync lives here, or it has to be said whether the account is the same.</exception>
    public static SyncIdentityResult Open(SyncRecord? known, SyncRequest request, Random random, DateTimeOffset now)
    {
        if (known is null)
        {
            return new SyncIdentityResult(New(request, random), null);
        }
        RefuseOthers(known, request);
        var fingerprint = AccountFingerprint.Of(request.Integration, request.Settings, known.HashSeed);
        if (request.AccountChange == AccountChange.Fresh)
        {
            return Fresh(known, request, fingerprint, now);
        }
        if (fingerprint != known.AccountFingerprint && request.AccountChange is null)
        {
            throw new UsageException(
                "The host, the credentials or a setting that names the account has changed since the last run. "
                    + "Say --same-account if it is the same account (what is known of its list is kept), "
                    + "or --fresh if it is another one (a new list, a full sync). Nothing was sent."
            );
        }
        return new SyncIdentityResult(known with { AccountFingerprint = fingerprint }, null);
    }

    private static SyncRecord New(SyncRequest request, Random random)
    {
        var seed = random.NextInt64();
        return new SyncRecord
        {
            IntegrationName = request.Integration.Name,
            CohortId = request.CohortId ?? NewId(random),
            CohortName = request.CohortName,
            HashSeed = seed,
            AccountFingerprint = AccountFingerprint.Of(request.Integration, request.Settings, seed),
        };
    }

    /// <summary>A new random ID: 12 hexadecimal digits.</summary>
    public static string NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[6];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static void RefuseOthers(SyncRecord known, SyncRequest request)
    {
        if (known.IntegrationName != request.Integration.Name)
        {
            throw new UsageException(
                $"This state directory holds a sync to \"{known.IntegrationName}\", not to \"{request.Integration.Name}\". "
                    + "Give another directory with --state."
            );
        }
        if (request.CohortId is { } id && id != known.CohortId)
        {
            throw new UsageException(
                $"This state directory holds the cohort {known.CohortId}, not {id}. "
                    + "Give another directory with --state, or leave --cohort-id out."
            );
        }
    }

    private static SyncIdentityResult Fresh(
        SyncRecord known,
        SyncRequest request,
        string fingerprint,
        DateTimeOffset now
    ) =>
        new(
            WithoutList(known) with
            {
                AccountFingerprint = fingerprint,
                CohortName = request.CohortName,
                LearnedBatchSizes = new Dictionary<string, int>(),
                PausedUntil = null,
            },
            known.Membership is { } membership
                ? new RetiredMembership(known.ListId, membership, now + KeepRetired)
                : null,
            IsFresh: true
        );

    /// <summary>The sync with nobody at the destination and no list.</summary>
    public static SyncRecord WithoutList(SyncRecord sync) =>
        sync with
        {
            Membership = null,
            ListId = null,
            ListIdIsNumber = false,
            ListCreatedAt = null,
            CreationId = null,
            CreationUnanswered = false,
            AddsMayLandUntil = null,
            RemovesMayLandUntil = null,
            Delivered = null,
        };
}

/// <summary>The sync that a run is of.</summary>
/// <param name="Sync">As it is to be from now on.</param>
/// <param name="Retired">What it leaves behind; null for nothing.</param>
/// <param name="IsFresh">It begins anew at another account: old rejections mean nothing any more.</param>
internal sealed record SyncIdentityResult(SyncRecord Sync, RetiredMembership? Retired, bool IsFresh = false);
