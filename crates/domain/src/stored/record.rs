//! Records of both versions: each part of a draft is an object with one value per field, all of
//! which have to be there. Version 2 has all that version 1 has, and `sent`.

use super::json::{Object, Value, Writer};
use super::{FORMAT, Record, VERSION};
use crate::{
    Goal, GoalId, HelpKind, HelpRequest, LightningTalk, Proposal, RequestId, Sent, Software,
    SoftwareId, TalkId, TalkKind,
};

/// What is missing or of the wrong type makes it `None`.
pub(super) fn read(record: &Object, version: u32) -> Option<Record> {
    let parts = record.get("proposal")?.object()?;
    let mut proposal = read_proposal(&parts)?;
    if version > 1 {
        let sent = parts.get("sent")?;
        if !sent.is_null() {
            proposal.sent = Some(Box::new(read_sent(sent)?));
        }
    }
    Some(Record {
        revision: record.number("revision")?,
        saved_at: record.number("saved_at")?,
        proposal: proposal.repaired(),
    })
}

fn read_sent(sent: Value) -> Option<Sent> {
    let sent = sent.object()?;
    let proposal = read_proposal(&sent.get("proposal")?.object()?)?;
    Some(Sent { at: sent.number("at")?, proposal })
}

/// The draft without what is said about its sending.
fn read_proposal(proposal: &Object) -> Option<Proposal> {
    Some(Proposal {
        name: proposal.text("name")?,
        email: proposal.text("email")?,
        organisation: proposal.text("organisation")?,
        presence: proposal.list("presence", |day| day.text()?.parse().ok())?,
        software: proposal.list("software", read_software)?,
        expectations: proposal.text("expectations")?,
        talks: proposal.list("talks", read_talk)?,
        offers: proposal.text("offers")?,
        sent: None,
        last_id: read_id(proposal, "last_id")?,
    })
}

fn read_software(software: Value) -> Option<Software> {
    let software = software.object()?;
    Some(Software {
        id: SoftwareId(read_id(&software, "id")?),
        name: software.text("name")?,
        repository: software.text("repository")?,
        licence: software.text("licence")?,
        summary: software.text("summary")?,
        goals: software.list("goals", read_goal)?,
        help_requests: software.list("help_requests", read_help_request)?,
    })
}

fn read_goal(goal: Value) -> Option<Goal> {
    let goal = goal.object()?;
    Some(Goal { id: GoalId(read_id(&goal, "id")?), text: goal.text("text")? })
}

fn read_help_request(request: Value) -> Option<HelpRequest> {
    let request = request.object()?;
    let kind = request.text("kind")?;
    Some(HelpRequest {
        id: RequestId(read_id(&request, "id")?),
        kind: HelpKind::ALL.into_iter().find(|other| help_kind(*other) == kind)?,
        description: request.text("description")?,
        ticket: request.text("ticket")?,
    })
}

fn read_talk(talk: Value) -> Option<LightningTalk> {
    let talk = talk.object()?;
    let kind = talk.text("kind")?;
    Some(LightningTalk {
        id: TalkId(read_id(&talk, "id")?),
        subject: talk.text("subject")?,
        kind: TalkKind::ALL.into_iter().find(|other| talk_kind(*other) == kind)?,
    })
}

fn read_id(object: &Object, name: &str) -> Option<u32> {
    u32::try_from(object.number(name)?).ok()
}

/// Writes a record of the latest version.
pub(super) fn write(record: &Record) -> String {
    let mut json = Writer::default();
    json.open('{');
    json.named_text("format", FORMAT);
    json.named_number("version", VERSION.into());
    json.named_number("revision", record.revision);
    json.named_number("saved_at", record.saved_at);
    json.name("proposal");
    open_proposal(&mut json, &record.proposal);
    json.name("sent");
    if let Some(sent) = &record.proposal.sent {
        json.open('{');
        json.named_number("at", sent.at);
        json.name("proposal");
        open_proposal(&mut json, &sent.proposal);
        json.close('}');
        json.close('}');
    } else {
        json.null();
    }
    json.close('}');
    json.close('}');
    json.finish()
}

/// Writes a draft without what is said about its sending, and leaves it open.
fn open_proposal(json: &mut Writer, proposal: &Proposal) {
    json.open('{');
    json.named_text("name", &proposal.name);
    json.named_text("email", &proposal.email);
    json.named_text("organisation", &proposal.organisation);
    json.name("presence");
    json.open('[');
    for day in &proposal.presence {
        json.text(&day.to_string());
    }
    json.close(']');
    json.name("software");
    json.open('[');
    for software in &proposal.software {
        write_software(json, software);
    }
    json.close(']');
    json.named_text("expectations", &proposal.expectations);
    json.name("talks");
    json.open('[');
    for talk in &proposal.talks {
        open_item(json, talk.id.number());
        json.named_text("subject", &talk.subject);
        json.named_text("kind", talk_kind(talk.kind));
        json.close('}');
    }
    json.close(']');
    json.named_text("offers", &proposal.offers);
    json.named_number("last_id", proposal.last_id.into());
}

fn write_software(json: &mut Writer, software: &Software) {
    open_item(json, software.id.number());
    json.named_text("name", &software.name);
    json.named_text("repository", &software.repository);
    json.named_text("licence", &software.licence);
    json.named_text("summary", &software.summary);
    json.name("goals");
    json.open('[');
    for goal in &software.goals {
        open_item(json, goal.id.number());
        json.named_text("text", &goal.text);
        json.close('}');
    }
    json.close(']');
    json.name("help_requests");
    json.open('[');
    for request in &software.help_requests {
        open_item(json, request.id.number());
        json.named_text("kind", help_kind(request.kind));
        json.named_text("description", &request.description);
        json.named_text("ticket", &request.ticket);
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

fn open_item(json: &mut Writer, id: u32) {
    json.open('{');
    json.named_number("id", id.into());
}

fn help_kind(kind: HelpKind) -> &'static str {
    match kind {
        HelpKind::Bug => "bug",
        HelpKind::Feature => "feature",
        HelpKind::Documentation => "documentation",
        HelpKind::Other => "other",
    }
}

fn talk_kind(kind: TalkKind) -> &'static str {
    match kind {
        TalkKind::Technical => "technical",
        TalkKind::NonTechnical => "non_technical",
    }
}
