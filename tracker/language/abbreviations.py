"""What a full stop after an abbreviation, or beside these words, can mean.

Abbreviations stand without their last full stop.
"""

from __future__ import annotations

# Something always follows: the full stop never ends a sentence.
GOES_ON = {
    "da": frozenset(
        """
        adm.dir afd ang att bl bl.a bla ca cand d d.s.s d.v.s dr ds.s dss dvs eks ekskl evt
        excl f f.eks f.o.m feks fhv fom forts fr frk fx gl h.h.v hhv hr i.e i.f.m i.f.t i.h.t
        i.s.f ibid if ifbm ifm ift iht incl inkl isf jf jfr jvf kap kgl kl lic m.a.o m.h.p
        m.h.t mao maks mhp mht ndr nr omkr overf overs p.g.a pga pkt pr prof s sct sdr
        skt sml stud t.o.m tidl tlf udg v v.h.a v.s.a vedr vha vsa
        """.split()
    ),
    "en": frozenset(
        """
        approx appr ca capt cf ch col dr e.g eg esp excl ext figs gen gov hon i.e ie incl lt
        messrs mr mrs ms mt mx nos p para paras pp pres prof rep rev sen sgt st supt tel viz
        vol vols vs
        """.split()
    ),
}

# A unit, or the close of a list, or also a word of its own: the sentence ends when a capital
# follows, and goes on when anything else does.
CAN_END = {
    "da": frozenset(
        """
        a/s adm adr afs alm anm aps apr art aug bd bem cl cm cpr cvr d.d d.å dd dec dept dir
        div dl ds då e.kr e.l e.m ejd el el.lign em etc f.kr f.m fam feb ff fig fm forf fre g
        gns gnsn gr h ha henv ill ing inkl int jan jr jul jun kg km kr kvm kvt l lejl lgn
        lign litt ltr lør m m.fl m.m m.v m2 m3 mar mat max md mdl mdr mdtl medl mfl mia mill min
        mio ml mm mv nb nov o.a o.l o.lgn o.lign o.m.a o.s.v oa obs okt ol olign oma ons org
        osv p.a p.t pct pers ph.d prc pt red ref reg sek sekr sen sep sept sp spec stk t tab
        tdr tilf tirs tors tsk u.å udv uge vol årg årl
        """.split()
    ),
    "en": frozenset(
        """
        a.d a.m ad al apr apt art assn assoc aug ave b.a b.c blvd bros cm co corp dec dept
        div ed eds est etc feb fig fri ft g hr hrs in inc jan jr jul jun kg km lb lbs ltd m
        m.a mar max mi min mins mm mo mon mos n.b nb no nov oct oz p.a p.m ph.d plc q.v rd
        ref refs sat sec secs sect sep sept sq sr sun thu thur thurs tue tues u.s.a wed wk
        wks yr yrs
        """.split()
    ),
}

# A number and a full stop before one of these is a date, however the month is written.
MONTHS = {
    "da": frozenset(
        """
        jan januar feb februar mar marts apr april maj jun juni jul juli aug august sep sept
        september okt oktober nov november dec december
        """.split()
    ),
    "en": frozenset(
        """
        jan january feb february mar march apr april may jun june jul july aug august sep
        sept september oct october nov november dec december
        """.split()
    ),
}

# After "Peter A." or "Plan B.": nobody is called these, so a sentence begins.
OPENERS = {
    "da": frozenset(
        """
        alle at da de den der derfor desuden det dette du efter en er et for fra før han hun
        hvad hver hvis hvor i ikke ingen ja jeg man med men mit nej nogle nu når og også om på
        som så til ved vi vores
        """.split()
    ),
    "en": frozenset(
        """
        a all also an and as at but by for from he her his how i if in is it its my nobody no
        not now on or our she so some that the their then there they this to was we what when
        why with yes you your
        """.split()
    ),
}
