# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The catalogue of managed connector plugins: their settings as Confluent documents them, the ones that matter for
validation.

Source: Confluent's documentation of each managed connector ("Configuration properties"). Optional settings that only
tune a connector are left out; a setting that is not here is accepted as it is, as transforms and overrides are by the
service.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One setting of a plugin.

    ``type`` is the API's (STRING, PASSWORD, INT, BOOLEAN, LIST). ``when`` = (other setting, its values): only then is
    this setting required and shown. ``minimum`` and ``maximum`` bound an INT.
    """

    name: str
    type: str = "STRING"
    required: bool = False
    default: str = ""
    values: tuple[str, ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    minimum: int | None = None
    maximum: int | None = None
    group: str = "Connection details"
    doc: str = ""


@dataclass(frozen=True)
class Plugin:
    """A managed connector's class; ``implementation`` is the name that validation answers give."""

    name: str
    type: str
    implementation: str
    version: str
    settings: tuple[Setting, ...]
    max_tasks: int | None = None

    def all_settings(self) -> tuple[Setting, ...]:
        """The plugin's own settings after those that every connector has."""
        topics = (Setting("topics", "LIST", required=True, group=_TOPICS, doc="Topics to read, separated by commas."),)
        tasks = (
            Setting("tasks.max", "INT", required=True, minimum=1, maximum=self.max_tasks, group="Number of tasks"),
        )
        return (*_COMMON, *(topics if self.type == "sink" else ()), *self.settings, *tasks)


_TOPICS = "Which topics do you want to get data from?"
_CREDENTIALS = "Kafka Cluster credentials"
_START = "How should we connect to your data?"
KEY_MODE, ACCOUNT_MODE = "KAFKA_API_KEY", "SERVICE_ACCOUNT"
_BY_KEY = ("kafka.auth.mode", (KEY_MODE,))
_BY_ACCOUNT = ("kafka.auth.mode", (ACCOUNT_MODE,))
_COMMON = (
    Setting("connector.class", required=True, group=_START),
    Setting("name", required=True, group=_START, doc="Sets a name for your connector."),
    Setting("kafka.auth.mode", default=KEY_MODE, values=(KEY_MODE, ACCOUNT_MODE), group=_CREDENTIALS),
    Setting("kafka.api.key", "PASSWORD", required=True, when=_BY_KEY, group=_CREDENTIALS),
    Setting("kafka.api.secret", "PASSWORD", required=True, when=_BY_KEY, group=_CREDENTIALS),
    Setting("kafka.service.account.id", required=True, when=_BY_ACCOUNT, group=_CREDENTIALS),
)

_AVRO_AND_CO = ("AVRO", "JSON", "JSON_SR", "PROTOBUF")
_TABLE_INPUT = ("AVRO", "JSON_SR", "PROTOBUF")
_FILE_OUTPUT = ("AVRO", "BYTES", "JSON", "PARQUET")
_FORMAT = "Messages"
_STORE = "Organize my data by..."


def _text(name: str, *, default: str = "", values: tuple[str, ...] = (), group: str = "Connection details") -> Setting:
    """An optional string."""
    return Setting(name, default=default, values=values, group=group)


def _need(name: str, *, values: tuple[str, ...] = (), group: str = "Connection details") -> Setting:
    """A required string."""
    return Setting(name, required=True, values=values, group=group)


def _secret(name: str, *, when: tuple[str, tuple[str, ...]] | None = None, required: bool = True) -> Setting:
    return Setting(name, "PASSWORD", required=required, when=when)


def _int(
    name: str, default: str, minimum: int | None = 0, maximum: int | None = None, group: str = "Connection details"
) -> Setting:
    return Setting(name, "INT", default=default, minimum=minimum, maximum=maximum, group=group)


def _flag(name: str, default: str, group: str = "Connection details") -> Setting:
    return Setting(name, "BOOLEAN", default=default, group=group)


def _input(values: tuple[str, ...]) -> Setting:
    return _need("input.data.format", values=values, group=_FORMAT)


def _output(values: tuple[str, ...], default: str = "") -> Setting:
    return Setting("output.data.format", required=not default, default=default, values=values, group=_FORMAT)


def _port(default: str) -> Setting:
    return _int("connection.port", default, 1, 65535)


_FILES = (
    _need("time.interval", values=("DAILY", "HOURLY"), group=_STORE),
    _int("flush.size", "1000", 1000, group=_STORE),
    _text("topics.dir", default="topics", group=_STORE),
    _text("path.format", group=_STORE),
)
_QUICKSTARTS = (
    *(
        "CAMPAIGN_FINANCE",
        "CLICKSTREAM",
        "CLICKSTREAM_CODES",
        "CLICKSTREAM_USERS",
        "CREDIT_CARDS",
        "DEVICE_INFORMATION",
    ),
    *("FLEET_MGMT_DESCRIPTION", "FLEET_MGMT_LOCATION", "FLEET_MGMT_SENSORS", "GAMING_GAMES", "GAMING_PLAYERS"),
    *("GAMING_PLAYER_ACTIVITY", "INSURANCE_CUSTOMERS", "INSURANCE_CUSTOMER_ACTIVITY", "INSURANCE_OFFERS", "INVENTORY"),
    *("ORDERS", "PAGEVIEWS", "PAYROLL_BONUS", "PAYROLL_EMPLOYEE", "PAYROLL_EMPLOYEE_LOCATION", "PIZZA_ORDERS"),
    *(
        "PIZZA_ORDERS_CANCELLED",
        "PIZZA_ORDERS_COMPLETED",
        "PRODUCT",
        "PURCHASES",
        "RATINGS",
        "SHOES",
        "SHOE_CLICKSTREAM",
    ),
    *("SHOE_CUSTOMERS", "SHOE_ORDERS", "SIEM_LOGS", "STOCK_TRADES", "STORES", "SYSLOG_LOGS", "TRANSACTIONS", "USERS"),
    *("USERS_",),
)

_PLUGINS = (
    Plugin(
        "DatagenSource",
        "source",
        "io.confluent.kafka.connect.datagen.DatagenConnector",
        "0.6.0",
        (
            _need("kafka.topic", group=_TOPICS),
            _output(_AVRO_AND_CO, "JSON"),
            _need("quickstart", values=_QUICKSTARTS, group="Datagen details"),
            _int("max.interval", "1000", 10, group="Datagen details"),
            _text("schema.context.name", default="default", group="Schema Config"),
        ),
    ),
    Plugin(
        "PostgresCdcSourceV2",
        "source",
        "io.debezium.connector.v2.postgresql.PostgresConnectorV2",
        "2.5.4",
        (
            _need("database.hostname"),
            _int("database.port", "5432", 1, 65535),
            _need("database.user"),
            _secret("database.password"),
            _need("database.dbname"),
            _text(
                "database.sslmode",
                default="prefer",
                values=("disable", "prefer", "require", "verify-ca", "verify-full"),
            ),
            _need("topic.prefix", group=_TOPICS),
            _text("slot.name", default="debezium"),
            _text("publication.name", default="dbz_publication"),
            _text("publication.autocreate.mode", default="all_tables", values=("all_tables", "disabled", "filtered")),
            _text("snapshot.mode", default="initial", values=("initial", "initial_only", "never", "when_needed")),
            _text("table.include.list"),
            _text("table.exclude.list"),
            _flag("tombstones.on.delete", "true"),
            _text("decimal.handling.mode", default="precise", values=("precise", "double", "string")),
            _output(_AVRO_AND_CO, "JSON"),
            _text("output.key.format", default="JSON", values=(*_AVRO_AND_CO, "STRING"), group=_FORMAT),
            _int("poll.interval.ms", "500", 1),
            _int("max.batch.size", "1000", 1, 5000),
        ),
        max_tasks=1,
    ),
    Plugin(
        "PostgresSink",
        "sink",
        "io.confluent.connect.jdbc.JdbcSinkConnector",
        "1.2.0",
        (
            _input(_TABLE_INPUT),
            _text("input.key.format", default="BYTES", values=(*_TABLE_INPUT, "STRING", "BYTES"), group=_FORMAT),
            _need("connection.host"),
            _port("5432"),
            _need("connection.user"),
            _secret("connection.password"),
            _need("db.name"),
            _text("ssl.mode", default="prefer", values=("prefer", "require", "verify-ca", "verify-full")),
            _text("insert.mode", default="INSERT", values=("INSERT", "UPSERT")),
            _text("pk.mode", default="none", values=("none", "kafka", "record_key", "record_value")),
            _text("pk.fields"),
            _text("table.name.format", default="${topic}"),
            _flag("auto.create", "false"),
            _flag("auto.evolve", "false"),
            _flag("delete.enabled", "false"),
        ),
    ),
    Plugin(
        "MySqlSource",
        "source",
        "io.confluent.connect.jdbc.JdbcSourceConnector",
        "1.2.0",
        (
            _output(_AVRO_AND_CO),
            _need("topic.prefix", group=_TOPICS),
            _need("connection.host"),
            _port("3306"),
            _need("connection.user"),
            _secret("connection.password"),
            _need("db.name"),
            _text("ssl.mode", default="prefer", values=("prefer", "require", "verify-ca", "verify-full")),
            _need("table.whitelist"),
            _text("timestamp.column.name"),
            _text("incrementing.column.name"),
            _int("poll.interval.ms", "5000", 100),
        ),
    ),
    Plugin(
        "S3_SINK",
        "sink",
        "io.confluent.connect.s3.S3SinkConnector",
        "10.5.0",
        (
            _input((*_AVRO_AND_CO, "BYTES")),
            _output(_FILE_OUTPUT),
            _text("authentication.method", default="Access Keys", values=("Access Keys", "IAM Roles")),
            _secret("aws.access.key.id", when=("authentication.method", ("Access Keys",))),
            _secret("aws.secret.access.key", when=("authentication.method", ("Access Keys",))),
            Setting("provider.integration.id", required=True, when=("authentication.method", ("IAM Roles",))),
            _need("s3.bucket.name"),
            *_FILES,
        ),
    ),
    Plugin(
        "GcsSink",
        "sink",
        "io.confluent.connect.gcs.GcsSinkConnector",
        "10.1.0",
        (
            _input((*_AVRO_AND_CO, "BYTES")),
            _output(_FILE_OUTPUT),
            _secret("gcs.credentials.config"),
            _need("gcs.bucket.name"),
            *_FILES,
        ),
    ),
    Plugin(
        "AzureBlobSink",
        "sink",
        "io.confluent.connect.azure.blob.AzureBlobStorageSinkConnector",
        "1.6.0",
        (
            _input((*_AVRO_AND_CO, "BYTES")),
            _output(_FILE_OUTPUT),
            _need("azblob.account.name"),
            _secret("azblob.account.key"),
            _need("azblob.container.name"),
            *_FILES,
        ),
    ),
    Plugin(
        "BigQueryStorageSink",
        "sink",
        "com.wepay.kafka.connect.bigquery.storage.BigQueryStorageSinkConnector",
        "1.0.0",
        (
            _input((*_AVRO_AND_CO, "BYTES", "STRING")),
            _text(
                "authentication.method",
                default="Google cloud service account",
                values=("Google cloud service account", "Google OAuth 2.0"),
            ),
            _secret("keyfile", when=("authentication.method", ("Google cloud service account",))),
            _need("project"),
            _need("datasets"),
            _text(
                "ingestion.mode", default="STREAMING", values=("STREAMING", "BATCH LOADING", "UPSERT", "UPSERT_DELETE")
            ),
            _text(
                "auto.create.tables",
                default="DISABLED",
                values=("DISABLED", "NON-PARTITIONED", "PARTITION by FIELD", "PARTITION by INGESTION TIME"),
            ),
            _text("auto.update.schemas", default="DISABLED", values=("ADD NEW FIELDS", "DISABLED")),
            _flag("sanitize.topics", "true"),
        ),
    ),
    Plugin(
        "SnowflakeSink",
        "sink",
        "com.snowflake.kafka.connector.SnowflakeSinkConnector",
        "2.1.0",
        (
            _input(_AVRO_AND_CO),
            _need("snowflake.url.name"),
            _need("snowflake.user.name"),
            _secret("snowflake.private.key"),
            _secret("snowflake.private.key.passphrase", required=False),
            _need("snowflake.database.name"),
            _need("snowflake.schema.name"),
            _text("snowflake.ingestion.method", default="SNOWPIPE", values=("SNOWPIPE", "SNOWPIPE_STREAMING")),
            Setting("snowflake.role.name", required=True, when=("snowflake.ingestion.method", ("SNOWPIPE_STREAMING",))),
            _text("snowflake.topic2table.map"),
            _int("buffer.count.records", "10000", 10000),
            _int("buffer.flush.time", "120", 10),
            _int("buffer.size.bytes", "10000000", 1),
        ),
    ),
    Plugin(
        "ElasticsearchSink",
        "sink",
        "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector",
        "14.0.0",
        (
            _input(_AVRO_AND_CO),
            _need("connection.url"),
            _text("auth.type", default="BASIC", values=("BASIC", "NONE")),
            Setting("connection.username", required=True, when=("auth.type", ("BASIC",))),
            _secret("connection.password", when=("auth.type", ("BASIC",))),
            _flag("key.ignore", "false"),
            _flag("schema.ignore", "false"),
            _text("behavior.on.null.values", default="ignore", values=("delete", "fail", "ignore")),
            _text("behavior.on.malformed.documents", default="fail", values=("fail", "ignore", "warn")),
            _text("write.method", default="INSERT", values=("INSERT", "UPSERT")),
            _int("batch.size", "2000", 1, 4000),
        ),
    ),
    Plugin(
        "HttpSink",
        "sink",
        "io.confluent.connect.http.HttpSinkConnector",
        "1.7.0",
        (
            _input((*_AVRO_AND_CO, "BYTES", "STRING")),
            _need("http.api.url"),
            _text("request.method", default="POST", values=("DELETE", "PATCH", "POST", "PUT")),
            _text("auth.type", default="NONE", values=("BASIC", "NONE", "OAUTH2")),
            Setting("connection.user", required=True, when=("auth.type", ("BASIC",))),
            _secret("connection.password", when=("auth.type", ("BASIC",))),
            Setting("oauth2.token.url", required=True, when=("auth.type", ("OAUTH2",))),
            Setting("oauth2.client.id", required=True, when=("auth.type", ("OAUTH2",))),
            _secret("oauth2.client.secret", when=("auth.type", ("OAUTH2",))),
            _int("batch.max.size", "1", 1, 1000),
        ),
    ),
    Plugin(
        "MongoDbAtlasSource",
        "source",
        "com.mongodb.kafka.connect.MongoSourceConnector",
        "1.9.0",
        (
            _need("topic.prefix", group=_TOPICS),
            _need("connection.host"),
            _need("connection.user"),
            _secret("connection.password"),
            _need("database"),
            _text("collection"),
            _output((*_AVRO_AND_CO, "BSON", "STRING"), "STRING"),
            _text("startup.mode", default="latest", values=("copy_existing", "latest", "timestamp")),
            _int("poll.await.time.ms", "5000", 1),
        ),
        max_tasks=1,
    ),
    Plugin(
        "MongoDbAtlasSink",
        "sink",
        "com.mongodb.kafka.connect.MongoSinkConnector",
        "1.9.0",
        (
            _input((*_AVRO_AND_CO, "BSON", "STRING")),
            _need("connection.host"),
            _need("connection.user"),
            _secret("connection.password"),
            _need("database"),
            _text("collection"),
            _text("write.strategy", default="DefaultWriteModelStrategy"),
            _flag("delete.on.null.values", "false"),
            _int("max.batch.size", "0", 0),
        ),
    ),
)

PLUGINS: dict[str, Plugin] = {plugin.name: plugin for plugin in sorted(_PLUGINS, key=lambda item: item.name)}
